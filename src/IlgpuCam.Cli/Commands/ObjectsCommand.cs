using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Cli.Evaluating;
using IlgpuCam.Cli.Experiments;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Experiments;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam objects</c>: which annotated objects the map of a scene class covers most.</summary>
internal sealed class ObjectsCommand
{
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly DatasetOptions _dataset = new(
        "A data set with annotated objects. A photo's scene is the folder it lies in where the model has such a class, else the class that the model gives it.",
        "The scene class of every photo, by index, label or synonym.");

    private readonly Option<double> _threshold = ShareOption.Create("--threshold", "What belongs to the mask: values of at least this share of the map's maximum; 0.2 by default.", LocalizerOptions.Default.Threshold);
    private readonly Option<int> _least = new("--least") { Description = "Leave out objects of fewer photos.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _top = new("--top") { Description = "How many objects a class are printed.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> _json = new("--json") { Description = "All of it as JSON; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new ObjectsCommand();
        var command = new Command("objects", "Ranks annotated objects by how much of them the map of a scene class covers.")
        {
            options._model.Model, options._threshold, options._least, options._top, options._json,
        };
        options._dataset.AddTo(command);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var threshold = parsed.GetValue(_threshold);
        var (least, top) = (parsed.GetValue(_least), parsed.GetValue(_top));
        var dataset = _dataset.Open(parsed);
        using var backend = _engine.Open(parsed, 1);
        using var model = _model.Open(parsed, _model.Path(parsed), backend);
        var classes = _dataset.Map(parsed, dataset, model.Labels, model.Head.Classes);
        var given = _dataset.IsClassGiven(parsed) ? classes.Find(string.Empty) : null;
        var photos = new List<SceneCoverage>();
        var isData = parsed.GetValue(_json) == "-";
        var failed = DatasetWork.Run(dataset, _engine.Threads(parsed), !isData, Measure, (_, c) => photos.Add(c), cancellation);
        var scenes = photos.GroupBy(p => p.Scene).OrderBy(g => g.Key)
            .Select(g => (Label: model.LabelOf(g.Key), Photos: g.Count(), Mask: g.Average(p => p.Mask), Objects: ObjectRank.Rank(g.Select(p => p.Objects), least))).ToArray();
        if (parsed.GetValue(_json) is { } target)
        {
            OutputTarget.Write(target, stream => Write(stream, scenes, failed));
        }

        if (!isData)
        {
            foreach (var (label, count, mask, objects) in scenes)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{label}: {count} photos, the mask covers {100 * mask:0.0} % of them"));
                string[] heads = ["object", "photos", "objects", "covered", "of the mask"];
                string[][] rows = [.. objects.Take(top).Select(o => (string[])[o.Object, Text(o.Photos), Text(o.Objects), Percent(o.Covered), Percent(o.Evidence)])];
                foreach (var line in TextTable.Lines(heads, rows, TextTable.Widths(heads, rows), texts: 1))
                {
                    Console.WriteLine($"  {line}");
                }
            }
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failed;

        SceneCoverage? Measure(Sample sample, RgbImage photo, CancellationToken stop)
        {
            var scene = given ?? (Path.GetDirectoryName(sample.Id) ?? string.Empty).Split('/', '\\').AsEnumerable().Reverse().Where(p => p.Length > 0).Select(classes.Find).FirstOrDefault(c => c is not null);
            var result = model.Localize(photo, new() { Top = scene is null ? 1 : 0, Classes = scene is { } c ? [c] : [] }, stop).Predictions[0];
            var (objects, mask) = ObjectCoverage.Measure(result.RequireMap(), model.Preprocessing.Place(photo.Width, photo.Height), sample.Objects, threshold);
            return new(result.ClassIndex, objects, mask);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static void Write(Stream stream, (string Label, int Photos, double Mask, IReadOnlyList<ObjectRank> Objects)[] scenes, int failed)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("failed"u8, failed);
        json.WriteStartArray("classes"u8);
        foreach (var (label, photos, mask, objects) in scenes)
        {
            json.WriteStartObject();
            json.WriteString("class"u8, label);
            json.WriteNumber("photos"u8, photos);
            json.WriteNumber("mask"u8, mask);
            json.WriteStartArray("objects"u8);
            foreach (var item in objects)
            {
                json.WriteStartObject();
                json.WriteString("object"u8, item.Object);
                json.WriteNumber("photos"u8, item.Photos);
                json.WriteNumber("objects"u8, item.Objects);
                json.WriteNumber("covered"u8, item.Covered);
                json.WriteNumber("evidence"u8, item.Evidence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
