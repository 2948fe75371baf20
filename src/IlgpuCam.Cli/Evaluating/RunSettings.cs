using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Explain;
using IlgpuCam.Localize;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Everything that decides about the records of a run, as texts that a journal keeps.</summary>
internal static class RunSettings
{
    private const string LabelPrefix = "label.";

    /// <summary>The settings of a run.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="survey">What is in it.</param>
    /// <param name="shard">The part that is done.</param>
    /// <param name="localizer">How boxes are made.</param>
    /// <param name="source">Settings of what makes the maps.</param>
    /// <param name="labelOf">The name of a class.</param>
    internal static ImmutableSortedDictionary<string, string> Of(
        IDataset dataset, DatasetSurvey survey, Shard shard, LocalizerOptions localizer, IEnumerable<(string Name, string Value)> source, Func<int, string> labelOf)
    {
        (string Name, string Value)[] settings =
        [
            ("format", dataset.Format),
            ("annotations", survey.Checksum),
            (MergedRuns.Photos, survey.Count.ToString(CultureInfo.InvariantCulture)),
            (SettingsJson.Shard, shard.ToString()),
            ("threshold", localizer.Threshold.ToString("R", CultureInfo.InvariantCulture)),
            ("percentile", localizer.Percentile.ToString("R", CultureInfo.InvariantCulture)),
            ("boxes", localizer.Boxes switch { BoxMode.TightLoose => "tight-loose", BoxMode.All => "all", _ => "largest" }),
            ("connectivity", localizer.Connectivity == Connectivity.Four ? "4" : "8"),
            .. source,
            .. survey.Classes.Select(c => (LabelPrefix + c.ToString(CultureInfo.InvariantCulture), labelOf(c))),
        ];
        return settings.ToImmutableSortedDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
    }

    /// <summary>Settings that a model brings.</summary>
    /// <param name="model">The model that runs.</param>
    /// <param name="path">Its file.</param>
    /// <param name="device">What runs it.</param>
    internal static IEnumerable<(string Name, string Value)> OfModel(CamModel model, string path, string device) =>
    [
        ("model", Path.GetFileName(path)),
        ("model_sha256", Checksum(model.Network)),
        ("preprocessing", model.Preprocessing.ToJson()),
        ("device", device),
    ];

    /// <summary>Settings of the way to the maps.</summary>
    /// <param name="views">The views of a photo, or null for a single one.</param>
    /// <param name="isPaper">Whether the paper's five guesses are counted.</param>
    internal static IEnumerable<(string Name, string Value)> OfViews(MapViews? views, bool isPaper) =>
    [
        ("protocol", isPaper ? "paper" : "one box a class"),
        ("views", views is null ? "one" : $"scales {string.Join(',', views.Scales)}{(views.Flip ? ", mirrored too" : string.Empty)}{(views.TenCrop ? ", ten crops" : string.Empty)}"),
    ];

    /// <summary>The name of a class in a run that is done.</summary>
    internal static string LabelOf(ImmutableSortedDictionary<string, string> settings, int index) =>
        settings.GetValueOrDefault(LabelPrefix + index.ToString(CultureInfo.InvariantCulture)) ?? index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The SHA-256 of the network as it runs: weights that lie in other files, and changes to the graph, count too.</summary>
    internal static string Checksum(Network network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var node in network.Nodes)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{node.Operator}({string.Join(',', node.Inputs)})->{node.Output}\n"));
        }

        foreach (var (name, tensor) in network.Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}{tensor.Type}{tensor.Shape}"));
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
