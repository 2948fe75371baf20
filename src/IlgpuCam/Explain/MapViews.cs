using System.Collections.Immutable;

namespace IlgpuCam.Explain;

/// <summary>The views of a photo whose class activation maps are added up. Each view costs one forward pass of its size.</summary>
public sealed record MapViews
{
    /// <summary>The longer sides of the network's input in pixels, each from 1 to 16384; the shorter one keeps the proportion. Empty for the model's own size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side out of range.</exception>
    public ImmutableArray<int> Scales
    {
        get;
        init => field = !value.IsDefault && value.All(s => s is >= 1 and <= 16384)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "the sides of an input are from 1 to 16384 pixels");
    }
    = [];

    /// <summary>Whether each view is looked at mirrored, too.</summary>
    public bool Flip { get; init; }

    /// <summary>Whether each scale is looked at in the authors' ten crops instead of as a whole; five of them are mirrored, so that <see cref="Flip"/> adds nothing. See <see cref="TenCrop"/>.</summary>
    public bool TenCrop { get; init; }

    /// <summary>How many forward passes a photo costs.</summary>
    public int Count => Math.Max(Scales.Length, 1) * (TenCrop ? Explain.TenCrop.Count : Flip ? 2 : 1);

    /// <summary>Compares by value, the scales included.</summary>
    /// <param name="other">The other views.</param>
    public bool Equals(MapViews? other) => other is not null && (Flip, TenCrop) == (other.Flip, other.TenCrop) && Scales.AsSpan().SequenceEqual(other.Scales.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Flip, TenCrop, Scales.Length, Scales.IsEmpty ? 0 : Scales[0]);
}
