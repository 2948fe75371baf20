using System.Collections.Immutable;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
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

    /// <summary>
    /// What makes the maps; null for class activation mapping, which needs one pass for all classes. Another method is run for one photo after the other, and for each class as often as
    /// <see cref="MethodInfo"/> says; what it asks for once, such as the maps of the layer, is kept for the photo's other classes.
    /// </summary>
    public IExplanationMethod? Method { get; init; }

    /// <summary>The layers that the method looks at, as <see cref="TargetLayers.Resolve"/> takes them, their maps fused; empty for the last one that has places. Methods on pixels have none.</summary>
    public ImmutableArray<string> Layers { get; init; } = [];

    /// <summary>Where the method's random numbers start, if it has any.</summary>
    public int Seed { get; init; }

    /// <summary>How boxes are made in <see cref="Accurately"/>: values of at least 0.4 of the map's 90th percentile.</summary>
    public static LocalizerOptions AccurateBoxes { get; } = new() { Threshold = 0.4, Percentile = 90 };

    /// <summary>The views of <see cref="Accurately"/>: 10/7 of the network's input and twice as large (320 and 448 for 224), each mirrored, too.</summary>
    /// <param name="preprocessing">What the model states.</param>
    public static MapViews AccurateViews(Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        var side = Math.Max(preprocessing.Height, preprocessing.Width);
        return new() { Scales = [(int)Math.Round(side * 10 / 7.0), 2 * side], Flip = true };
    }

    /// <summary>
    /// The same classes by the setting that localises best on evidence, at four forward passes of about twelve times the work of one: see docs/localisation.md.
    /// </summary>
    /// <param name="preprocessing">What the model states.</param>
    public LocalizeOptions Accurately(Preprocessing preprocessing) => this with
    {
        Views = AccurateViews(preprocessing),
        Localizer = Localizer with { Threshold = AccurateBoxes.Threshold, Percentile = AccurateBoxes.Percentile },
    };
}
