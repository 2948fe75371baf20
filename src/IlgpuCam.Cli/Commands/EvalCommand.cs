using System.Collections.Immutable;
using System.CommandLine;
using IlgpuCam.Cli.Evaluating;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam eval</c>: how well a model classifies and localises on an annotated data set.</summary>
internal sealed class EvalCommand
{
    // Above this, ranking all classes in every photo costs more than it tells.
    private const int MostRankedClasses = 200;
    private const double DefaultTolerance = 18;
    private const double MostTolerance = 1e6;

    private readonly DatasetOptions _dataset = new();
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly BoxOptions _boxes = new();

    private readonly Option<string?> _tolerance = new("--tolerance")
    {
        Description = "How far from a box a peak may lie for point localisation, in pixels of the network's input; 18 by default.",
        HelpName = "PIXELS",
    };

    private readonly Option<string?> _json = new("--json") { Description = "The result with a record an image; - for standard output.", HelpName = "FILE|-" };
    private readonly Option<string?> _csv = new("--csv") { Description = "A line an image, for spreadsheets.", HelpName = "FILE" };
    private readonly Option<string?> _resume = new("--resume") { Description = "A journal: what is in it is not computed again, what is done is added at once.", HelpName = "FILE" };
    private readonly Option<string?> _shard = new("--shard") { Description = "Only every N-th photo, from the I-th on.", HelpName = "I/N" };
    private readonly Option<string[]> _merge = new("--merge")
    {
        Description = "Joins runs over parts of one data set: files of --resume or --json.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _worst = new("--worst") { Description = "How many of the worst localised photos are listed.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> _overlay = new("--overlay") { Description = "Pictures of these photos with true and predicted boxes.", HelpName = "FOLDER" };

    internal static Command Create()
    {
        var options = new EvalCommand();
        var command = new Command("eval", "Tells how well a model classifies and localises on an annotated data set.");
        options._dataset.AddTo(command);
        command.Add(options._model.Model);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        options._boxes.AddTo(command);
        foreach (var option in new Option[] { options._tolerance, options._json, options._csv, options._resume, options._shard, options._merge, options._worst, options._overlay })
        {
            command.Add(option);
        }

        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var tolerance = BoxOptions.Number("--tolerance", parsed.GetValue(_tolerance), DefaultTolerance, MostTolerance);
        if (parsed.GetValue(_worst) < 0)
        {
            throw new UsageException($"--worst: a number from 0 was expected, found {parsed.GetValue(_worst)}.");
        }

        if (parsed.GetValue(_merge) is { Length: > 0 } files)
        {
            return Merge(parsed, files, tolerance);
        }

        var shard = parsed.GetValue(_shard) is { } part ? Shard.Parse(part) : Shard.Whole;
        var localizer = _boxes.Localizer(parsed);
        var workers = _engine.Threads(parsed);
        var dataset = _dataset.Open(parsed);
        var path = _model.Path(parsed);
        string? device = null;

        // One photo a thread: the same arithmetic whatever the number of threads.
        using var backend = _engine.Open(parsed, 1, line => device = line);
        using var model = new CamModel(_model.Load(parsed, path, CommandHost.Warn), new() { Backend = backend, Warning = CommandHost.Warn });
        var truth = new SampleTruth(_dataset.Map(parsed, dataset, model.Labels, model.Head.Classes));
        var survey = DatasetSurvey.Of(dataset, truth, cancellation);
        RequireClasses(survey);
        if (device is not null)
        {
            CommandHost.Report(device);
        }

        var settings = RunSettings.Of(dataset, survey, shard, localizer, [.. RunSettings.OfModel(model, path, model.Device), .. _model.Changes(parsed)], model.LabelOf);
        ImmutableArray<int> ranked = survey.IsMultiLabel && survey.Classes.Length <= MostRankedClasses ? survey.Classes : [];
        var evaluator = new ModelEvaluator(model, truth, new() { Localizer = localizer, KeepMaps = false }, ranked);
        using var journal = parsed.GetValue(_resume) is { } resume ? Journal.Open(resume, settings) : null;
        var records = Evaluate(dataset, survey, shard, new(evaluator, journal), journal?.Records ?? [], workers, cancellation);
        Report(parsed, settings, records, tolerance);
        if (parsed.GetValue(_overlay) is { } folder)
        {
            var worst = new EvaluationSummary(records, tolerance).Worst(parsed.GetValue(_worst)).ToArray();
            var paths = dataset.Read().Index().Where(s => worst.Any(r => r.Index == s.Index)).ToDictionary(s => s.Index, s => s.Item.ImagePath);
            WorstPictures.Write(folder, worst, r => paths[r.Index], model.LabelOf);
        }

        return ExitCode.Success;
    }

    private static void RequireClasses(DatasetSurvey survey)
    {
        if (survey.Classes.IsEmpty && survey.Unknown.Count > 0)
        {
            var names = string.Join(", ", survey.Unknown.OrderByDescending(u => u.Value).Take(5).Select(u => $"'{u.Key}'"));
            throw new UsageException($"The model has none of the data set's classes, such as {names}; say with --class or --class-map which of the model's they are.");
        }
    }

    private static List<PhotoRecord> Evaluate(
        IDataset dataset, DatasetSurvey survey, Shard shard, EvaluationWork work, ImmutableArray<PhotoRecord> done, int workers, CancellationToken cancellation)
    {
        var finished = done.ToDictionary(r => r.Index);
        var records = new List<PhotoRecord>(done);
        if (done.Length > 0)
        {
            CommandHost.Report($"{done.Length} photos are in the journal; {shard.Count(survey.Count) - done.Length} are left.");
        }

        var left = dataset.Read().Select((sample, index) => new EvaluatedPhoto(index, sample)).Where(p => shard.Has(p.Index) && !finished.ContainsKey(p.Index));
        ProgressBar.Run(shard.Count(survey.Count) - done.Length, allowed: true, advance =>
        {
            foreach (var record in work.Run(left, workers, cancellation))
            {
                records.Add(record);
                if (record.Error is { } error)
                {
                    CommandHost.Report($"{record.Image}: {error}");
                }

                advance();
            }
        });
        records.Sort((a, b) => a.Index.CompareTo(b.Index));
        return records;
    }

    private int Merge(ParseResult parsed, string[] files, double tolerance)
    {
        if (_dataset.IsGiven(parsed) || parsed.GetValue(_resume) is not null || parsed.GetValue(_shard) is not null)
        {
            throw new UsageException("--merge takes files alone: no data set, --resume or --shard.");
        }

        var runs = MergedRuns.Read(files);
        Report(parsed, runs.Settings, runs.Records, tolerance);
        return ExitCode.Success;
    }

    private void Report(ParseResult parsed, ImmutableSortedDictionary<string, string> settings, IReadOnlyList<PhotoRecord> records, double tolerance)
    {
        string LabelOf(int index) => RunSettings.LabelOf(settings, index);
        var summary = new EvaluationSummary(records, tolerance);
        var json = parsed.GetValue(_json);
        if (json is not null)
        {
            OutputTarget.Write(json, new EvaluationReport(settings, records, summary, tolerance, LabelOf).Write);
        }

        if (parsed.GetValue(_csv) is { } csv)
        {
            AtomicFile.Write(csv, stream => EvaluationCsv.Write(stream, records));
        }

        if (json != "-")
        {
            EvaluationTable.Write(Console.Out, records, summary, parsed.GetValue(_worst), LabelOf);
        }
    }
}
