using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Cli.Evaluating;
using IlgpuCam.Cli.Experiments;
using IlgpuCam.Evaluation.Experiments;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam crops</c>: photos cut by inferred, true or centre boxes; with <c>--reclassify</c> how well each is classified.</summary>
internal sealed class CropsCommand
{
    private const double EnoughOverlap = 0.5;
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly DatasetOptions _dataset = new();
    private readonly MapOptions _maps = new();
    private readonly Option<string?> _out = new("--out") { Description = "Write the crops here: FOLDER/CLASS/*.png, as train-head takes them.", HelpName = "FOLDER" };
    private readonly Option<string> _box = new("--by") { Description = "The box that they are cut by: inferred, true or centre.", HelpName = "NAME", DefaultValueFactory = _ => "inferred" };
    private readonly Option<bool> _byLabel = new("--by-label") { Description = "Infer the box from the map of the photo's label, in place of the class that the model gives it: for training photos." };
    private readonly Option<bool> _reclassify = new("--reclassify") { Description = "Classify whole photos, crops by inferred and true boxes, and the middle of the photo." };
    private readonly Option<string?> _cropModel = new("--crop-model") { Description = "Another model for the crops, such as one that was trained on crops.", HelpName = "FILE" };
    private readonly Option<double> _centre = ShareOption.Create("--centre-share", "The side of the centre box as a share of the photo's; 0.5 by default.", 0.5);
    private readonly Option<string?> _json = new("--json") { Description = "The figures and a record a photo; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new CropsCommand();
        var command = new Command("crops", "Cuts photos by the boxes that maps give, and classifies the crops.") { options._model.Model };
        options._dataset.AddTo(command);
        foreach (var option in new Option[] { options._out, options._box, options._byLabel, options._reclassify, options._cropModel, options._centre, options._json })
        {
            command.Add(option);
        }

        options._maps.AddTo(command);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var box = parsed.GetValue(_box) is "inferred" or "true" or "centre" ? parsed.GetValue(_box)! : throw new UsageException($"--by: inferred, true or centre was expected, found '{parsed.GetValue(_box)}'.");
        if (parsed.GetValue(_out) is null && !parsed.GetValue(_reclassify))
        {
            throw new UsageException("There is nothing to do: give --out FOLDER, --reclassify, or both.");
        }

        if (_maps.IsPaper(parsed))
        {
            throw new UsageException("--protocol: a photo is cut by one box; leave it out.");
        }

        var localizer = _maps.Localizer(parsed);
        _maps.Views(parsed, null);
        var dataset = _dataset.Open(parsed);
        using var backend = _engine.Open(parsed, 1);
        using var model = _model.Open(parsed, _model.Path(parsed), backend);
        using var other = parsed.GetValue(_cropModel) is { } path ? _model.Open(parsed, path, backend) : null;
        if (other is not null && (other.Head.Classes != model.Head.Classes || Enumerable.Range(0, model.Head.Classes).Any(c => other.LabelOf(c) != model.LabelOf(c))))
        {
            throw new FailureException($"--crop-model {parsed.GetValue(_cropModel)}: the classes of the other model were expected, in the same order.");
        }

        var work = new CropWork(model, other ?? model, _dataset.Map(parsed, dataset, model.Labels, model.Head.Classes))
        {
            Folder = parsed.GetValue(_out), Box = box, ByLabel = parsed.GetValue(_byLabel), Reclassifies = parsed.GetValue(_reclassify), CentreShare = parsed.GetValue(_centre),
            Options = new() { Localizer = localizer, Views = _maps.Views(parsed, model.Preprocessing), KeepMaps = false },
        };
        var outcomes = new List<CropOutcome>();
        var failed = DatasetWork.Run(dataset, _engine.Threads(parsed), parsed.GetValue(_json) != "-", work.Do, (_, o) => outcomes.Add(o), cancellation);
        (string Key, string Title, double? Share)[] figures =
        [
            ("whole", "whole photo", Share(outcomes.Select(o => (bool?)o.Whole))),
            ("inferred", "crop by the inferred box", Share(outcomes.Select(o => o.Inferred))),
            ("true", "crop by the true box", Share(outcomes.Select(o => o.True))),
            ("centre", "crop by the centre box", Share(outcomes.Select(o => o.Centre))),
            ("inferred_iou_50", "inferred box at IoU 0.5", Share(outcomes.Select(o => o.InferredOverlap is { } v ? v >= EnoughOverlap : (bool?)null))),
            ("centre_iou_50", "centre box at IoU 0.5", Share(outcomes.Select(o => o.CentreOverlap is { } v ? v >= EnoughOverlap : (bool?)null))),
        ];
        if (parsed.GetValue(_json) is { } target)
        {
            OutputTarget.Write(target, stream => Write(stream, figures, outcomes, failed));
        }

        if (parsed.GetValue(_json) != "-")
        {
            Console.WriteLine($"{outcomes.Count} photos{(failed > 0 ? $", {failed} more could not be read" : string.Empty)}");
            foreach (var (_, title, value) in figures.Where(f => f.Share is not null))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-26}{100 * value,6:0.0} %"));
            }
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    // Of the photos where there was something to judge.
    private static double? Share(IEnumerable<bool?> judged)
    {
        bool[] known = [.. judged.OfType<bool>()];
        return known.Length == 0 ? null : known.Count(k => k) / (double)known.Length;
    }

    private static void Write(Stream stream, (string Key, string Title, double? Share)[] figures, List<CropOutcome> outcomes, int failed)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("photos"u8, outcomes.Count);
        json.WriteNumber("failed"u8, failed);
        foreach (var (key, _, share) in figures)
        {
            Number(key, share);
        }

        json.WriteStartArray("images"u8);
        foreach (var outcome in outcomes)
        {
            json.WriteStartObject();
            json.WriteString("image"u8, outcome.Id);
            json.WriteBoolean("whole"u8, outcome.Whole);
            Flag("inferred", outcome.Inferred);
            Flag("true", outcome.True);
            Flag("centre", outcome.Centre);
            Number("inferred_iou", outcome.InferredOverlap);
            Number("centre_iou", outcome.CentreOverlap);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Number(string name, double? value)
        {
            json.WritePropertyName(name);
            if (value is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        void Flag(string name, bool? value)
        {
            json.WritePropertyName(name);
            if (value is { } flag)
            {
                json.WriteBooleanValue(flag);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }
}
