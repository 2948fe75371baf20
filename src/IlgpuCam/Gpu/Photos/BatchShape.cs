using System.Collections.Immutable;
using IlgpuCam.Localize;

namespace IlgpuCam.Gpu.Photos;

/// <summary>All that decides the launches of a batch: as long as it stays the same, they can be replayed.</summary>
/// <param name="Sizes">The photos' sizes.</param>
/// <param name="Top">Best classes of a photo.</param>
/// <param name="Named">Classes asked for by name.</param>
/// <param name="Localizer">Threshold and connectivity.</param>
internal sealed record BatchShape(ImmutableArray<PhotoSize> Sizes, int Top, int Named, LocalizerOptions Localizer)
{
    /// <summary>Photos.</summary>
    internal int Photos => Sizes.Length;

    /// <summary>Maps of a photo.</summary>
    internal int MapsPerPhoto => Top + Named;

    /// <summary>Maps of all photos.</summary>
    internal int Maps => checked(Photos * MapsPerPhoto);

    /// <summary>Compares by value, the sizes included.</summary>
    /// <param name="other">The other shape.</param>
    public bool Equals(BatchShape? other) => other is not null && (Top, Named, Localizer) == (other.Top, other.Named, other.Localizer) && Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Photos, Top, Named, Localizer);
}
