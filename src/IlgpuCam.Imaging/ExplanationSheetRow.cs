using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>What one method says about two classes.</summary>
/// <param name="Title">The method, as its paper calls it.</param>
/// <param name="Facts">Smaller lines below it, such as the layer and its resolution.</param>
/// <param name="First">The map of the first class.</param>
/// <param name="Second">The map of the second class, of the same size; null where there is none.</param>
public sealed record ExplanationSheetRow(string Title, IReadOnlyList<string> Facts, ActivationMap First, ActivationMap? Second)
{
    /// <summary>Whether the maps have a value for each pixel of the input, and are drawn as they are instead of over the photo.</summary>
    public bool IsPixels { get; init; }

    /// <summary>The box of the first class in pixels of the photo; null for none.</summary>
    public PixelBox? FirstBox { get; init; }

    /// <summary>The box of the second class in pixels of the photo; null for none.</summary>
    public PixelBox? SecondBox { get; init; }
}
