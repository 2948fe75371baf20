using System.Collections.Immutable;
using IlgpuCam.Explain;
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

    /// <summary>Threshold, connectivity and mode of the boxes.</summary>
    public LocalizerOptions Localizer { get; init; } = new();

    /// <summary>
    /// The views of a photo whose maps are added up, each of which is one forward pass; null for one pass at the model's own input size. With views, logits and probabilities are the means over them,
    /// and the best classes are those of the highest mean probability, as the authors of CAM do with their ten crops.
    /// </summary>
    public MapViews? Views { get; init; }
}
