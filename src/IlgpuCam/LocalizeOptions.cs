using System.Collections.Immutable;
using IlgpuCam.Localize;

namespace IlgpuCam;

/// <summary>Which classes are looked for in a photo, and how their boxes are made.</summary>
public sealed record LocalizeOptions
{
    /// <summary>How many of the best classes; with <see cref="Classes"/> given and this unset, none.</summary>
    public int? Top { get; init; }

    /// <summary>Class indices asked for by name; they come after the best ones, none twice.</summary>
    public ImmutableArray<int> Classes { get; init; } = [];

    /// <summary>Whether the results have their maps; without them less comes back from a device.</summary>
    public bool KeepMaps { get; init; } = true;

    /// <summary>Threshold and connectivity of the boxes.</summary>
    public LocalizerOptions Localizer { get; init; } = new();
}
