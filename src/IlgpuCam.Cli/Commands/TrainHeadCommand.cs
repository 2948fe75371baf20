using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam train-head</c>: new classes on a network's features, from labels of whole photos; the model that comes out localises them at once.</summary>
internal sealed class TrainHeadCommand
{
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly FeatureOptions _features = new();
    private readonly Argument<string> _source = new("FOLDER|FILE.csv") { Description = "A folder with a sub-folder of photos for each class; or a CSV file: path, label(s), possibly box and numbers." };
    private readonly Argument<string> _target = new("OUT.cam") { Description = "The model to write." };
    private readonly Option<string> _loss = new("--loss") { Description = "logistic or svm (squared hinge), each L2-regularised as LIBLINEAR does.", HelpName = "NAME", DefaultValueFactory = _ => "logistic" };
    private readonly Option<string?> _cost = new("--C") { Description = "What losses count against the length of the weights; chosen by cross-validation where left out.", HelpName = "X" };
    private readonly Option<int> _folds = new("--folds") { Description = "Parts of the cross-validation.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Deals photos to these parts.", HelpName = "S", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _standardize = new("--standardize") { Description = "Bring features to mean 0 and variance 1 for training; the weights are given for the features as they are." };
    private readonly Option<bool> _multiLabel = new("--multi-label") { Description = "Classes do not exclude each other, even though every photo has one label." };
    private readonly Option<bool> _crops = new("--crops") { Description = "Train on what the boxes hold, in place of whole photos: of a data set with boxes in any format that eval reads, or of a CSV file with columns x0, y0, x1, y1." };
    private readonly Option<string?> _test = new("--test") { Description = "Other photos, given in the same way, to be classified with the result.", HelpName = "FOLDER|FILE.csv" };
    private readonly Option<string?> _weights = new("--weights") { Description = "Also write the weights in double precision, those of extra columns included.", HelpName = "FILE.safetensors" };
    private readonly Option<string?> _json = new("--json") { Description = "The report as JSON; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new TrainHeadCommand();
        var command = new Command("train-head", "Trains new classes on a network's features, from labels alone, and writes a model that localises them.")
        {
            options._source, options._target, options._model.Model, options._loss, options._cost, options._folds, options._seed, options._standardize, options._multiLabel,
            options._crops, options._test, options._weights, options._json,
        };
        options._features.AddTo(command);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = Options(parsed);
        var target = parsed.GetValue(_target)!;
        if (!Path.GetExtension(target).Equals(".cam", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{target}: the model to write has to end in .cam.");
        }

        var (samples, extra) = Read(parsed, parsed.GetValue(_source)!);
        var (tests, testExtra) = parsed.GetValue(_test) is { } path ? Read(parsed, path) : ([], extra);
        if (!testExtra.SequenceEqual(extra))
        {
            throw new FailureException($"{parsed.GetValue(_test)}: the columns {Names(extra)} were expected beside path and labels, as in training, found {Names(testExtra)}.");
        }

        using var session = new FeatureSession(parsed, _model, _engine, _features);
        if (!session.Layer.IsMap)
        {
            throw new FailureException($"--layer {session.Layer.Layer}: a layer of maps was expected, found one without places, from which no class could be localised.");
        }

        var showsProgress = parsed.GetValue(_json) != "-";
        var trained = Gather(session, samples, showsProgress, cancellation);
        if (trained.Samples.Count == 0)
        {
            throw new FailureException($"{parsed.GetValue(_source)}: no photo could be read.");
        }

        var head = HeadTrainer.Train(trained.Samples, trained.Features, options, cancellation);
        if (!head.HasConverged)
        {
            CommandHost.Warn($"At C = {HeadReport.Number(head.Cost)} the solver ended before it came within its tolerance; try --standardize or a smaller C.");
        }

        var tested = Gather(session, tests, showsProgress, cancellation);
        var report = new HeadReport(head, options.Loss, _features.PoolName(parsed), session.Layer.Layer, session.ModelPath, extra, trained, tested);
        ModelFile.Save(target, head.Attach(session.Layer, session.Description) with { Provenance = report.Provenance(session.Description.Provenance) });
        if (parsed.GetValue(_weights) is { } weights)
        {
            report.SaveWeights(weights);
        }

        if (parsed.GetValue(_json) is { } json)
        {
            OutputTarget.Write(json, report.WriteJson);
        }

        if (showsProgress)
        {
            report.WriteText();
        }

        return trained.Failed + tested.Failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static HeadData Gather(FeatureSession session, ImmutableArray<HeadSample> samples, bool progress, CancellationToken cancellation)
    {
        var data = new HeadData();
        if (samples.Length > 0)
        {
            data.Failed = session.Run(samples, progress, data.Add, cancellation);
        }

        return data;
    }

    private (ImmutableArray<HeadSample> Samples, ImmutableArray<string> Extra) Read(ParseResult parsed, string path) => HeadInput.Read(path, parsed.GetValue(_crops));

    private HeadOptions Options(ParseResult parsed)
    {
        double? cost = parsed.GetValue(_cost) is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number) ? number
            : throw new UsageException($"--C: a number above 0 was expected, found '{text}'.");
        return new()
        {
            Cost = cost,
            Loss = parsed.GetValue(_loss) switch
            {
                "logistic" => HeadLoss.Logistic,
                "svm" => HeadLoss.SquaredHinge,
                var other => throw new UsageException($"--loss: logistic or svm was expected, found '{other}'."),
            },
            Folds = parsed.GetValue(_folds) is >= 2 and var folds ? folds : throw new UsageException($"--folds: a number from 2 was expected, found {parsed.GetValue(_folds)}."),
            Seed = parsed.GetValue(_seed),
            Standardize = parsed.GetValue(_standardize),
            MultiLabel = parsed.GetValue(_multiLabel),
            Threads = _engine.Threads(parsed),
        };
    }

    private static string Names(ImmutableArray<string> columns) => columns.IsEmpty ? "none" : string.Join(", ", columns);
}
