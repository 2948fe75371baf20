using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>A value that comes from outside, with the lengths its model declares.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Dimensions">The declared lengths; -1 where the model leaves one open.</param>
public sealed record NetworkInput(string Name, ImmutableArray<int> Dimensions)
{
    /// <summary>The declared shape with one image a batch, and 3 channels and 224 pixels a side where an image leaves them open.</summary>
    public Shape DefaultShape => Resolve(224);

    /// <summary>Whether it can be a batch of images: four axes.</summary>
    public bool IsImage => Dimensions.Length == 4;

    private Shape Resolve(int side)
    {
        var lengths = new int[Dimensions.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            var open = !IsImage || i == 0 ? 1 : i == 1 ? 3 : side;
            lengths[i] = Dimensions[i] >= 0 ? Dimensions[i] : open;
        }

        return Shape.Create(lengths);
    }
}
