using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using IlgpuCam.Cli.Evaluating;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Scoremaps;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam eval</c>: how well a model classifies and localises on an annotated data set.</summary>
internal sealed class EvalCommand
{
    // Above this, ranking all classes in every photo costs more than it tells.
    private const int MostRankedClasses = 200;

    // To whose scale tolerances refer where there are maps and no network.
    private const int AssumedInputSide = 224;

    private const string All = "all";

    private readonly DatasetOptions _dataset = new();
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly MapOptions _maps = new();
    private readonly EvaluationOutputs _outputs = new();
    private readonly MethodOptions _methods = new(
        "The methods that make the maps, a row of the result each, in place of class activation mapping; all for every one that the network allows. The command methods lists them.", All);

    private readonly Option<bool> _faithfulness = new("--faithfulness")
    {
        Description = "Measures how faithful each method is, too: average drop, increase in confidence, deletion, insertion, ROAD; 57 forward passes a photo and method.",
    };


    private readonly Option<string?> _scoremaps = new("--scoremaps")
    {
        Description = "Evaluates maps that another tool made, a .npy or .safetensors file a photo, in the place of a model.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _thresholdCurve = new("--threshold-curve")
    {
        Description = "Judges the boxes, made as the other options say, at each threshold from 0 to 0.99, too: for --plot, --json and --csv. A hundred localisations a photo.",
    };

    private readonly Option<string?> _resume = new("--resume") { Description = "A journal: what is in it is not computed again, what is done is added at once.", HelpName = "FILE" };
    private readonly Option<string?> _shard = new("--shard") { Description = "Only every N-th photo, from the I-th on.", HelpName = "I/N" };
    private readonly Option<string[]> _merge = new("--merge")
    {
        Description = "Joins runs over parts of one data set: files of --resume or --json.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    internal static Command Create()
    {
        var options = new EvalCommand();
        var command = new Command("eval", "Tells how well a model classifies and localises on an annotated data set.");
        options._dataset.AddTo(command);
        command.Add(options._model.Model);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        options._maps.AddTo(command);
        options._methods.AddTo(command);
        command.Add(options._faithfulness);
        command.Add(options._scoremaps);
        command.Add(options._thresholdCurve);
        command.Add(options._resume);
        command.Add(options._shard);
        command.Add(options._merge);
        options._outputs.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        _outputs.Check(parsed);
        if (parsed.GetValue(_merge) is { Length: > 0 } files)
        {
            if (_dataset.IsGiven(parsed) || parsed.GetValue(_resume) is not null || parsed.GetValue(_shard) is not null)
            {
                throw new UsageException("--merge takes files alone: no data set, --resume or --shard.");
            }

            var runs = MergedRuns.Read(files);
            _outputs.Write(parsed, runs.Settings, runs.Records, pathsOf: null);
            return ExitCode.Success;
        }

        var shard = parsed.GetValue(_shard) is { } part ? Shard.Parse(part) : Shard.Whole;
        var localizer = _maps.Localizer(parsed);
        CheckMethods(parsed, _maps.Views(parsed, Preprocessing.None));
        var workers = _engine.Threads(parsed);
        var dataset = new ReadAheadDataset(_dataset.Open(parsed));
        if (parsed.GetValue(_scoremaps) is { } maps)
        {
            RunOnMaps(parsed, dataset, shard, localizer, workers, maps, cancellation);
        }
        else
        {
            RunModel(parsed, dataset, shard, localizer, workers, cancellation);
        }

        return ExitCode.Success;
    }

    private void RunModel(ParseResult parsed, IDataset dataset, Shard shard, LocalizerOptions localizer, int workers, CancellationToken cancellation)
    {
        var path = _model.Path(parsed);
        string? device = null;

        // What a journal has is not done again.
        using var first = workers > 1 && parsed.GetValue(_resume) is null
            ? FirstPhotos.Begin(Numbered(dataset).Where(p => shard.Has(p.Index)).Select(p => p.File), workers)
            : null;

        // One photo a thread: the same arithmetic whatever the number of threads.
        using var backend = _engine.Open(parsed, 1, line => device = line);
        using var model = _model.Open(parsed, path, backend);
        var truth = new SampleTruth(_dataset.Map(parsed, dataset, model.Labels, model.Head.Classes));
        var survey = DatasetSurvey.Of(dataset, truth, cancellation);
        RequireClasses(survey);
        if (device is not null)
        {
            CommandHost.Report(device);
        }

        var views = _maps.Views(parsed, model.Preprocessing);
        if (Methods(parsed) is { Count: > 0 } methods)
        {
            RunMethods(parsed, dataset, survey, shard, localizer, truth, model, path, methods, workers, first, cancellation);
            return;
        }

        ImmutableArray<int> ranked = survey.IsMultiLabel && survey.Classes.Length <= MostRankedClasses ? survey.Classes : [];
        var evaluator = new ModelEvaluator(model, truth, new() { Localizer = localizer, Views = views }, ranked, parsed.GetValue(_thresholdCurve), _maps.IsPaper(parsed));
        var settings = RunSettings.Of(dataset, survey, shard, localizer, [.. RunSettings.OfModel(model, path, model.Device), .. _model.Changes(parsed), .. Varied(parsed), .. RunSettings.OfViews(views, _maps.IsPaper(parsed))], model.LabelOf);
        Evaluate(parsed, dataset, survey, shard, evaluator, settings, workers, first, cancellation);
    }

    private void RunMethods(
        ParseResult parsed,
        IDataset dataset,
        DatasetSurvey survey,
        Shard shard,
        LocalizerOptions localizer,
        SampleTruth truth,
        CamModel model,
        string path,
        IReadOnlyList<IExplanationMethod> methods,
        int workers,
        FirstPhotos? first,
        CancellationToken cancellation)
    {
        var isMeasured = parsed.GetValue(_faithfulness);
        ImmutableArray<string> layers = [.. _methods.Layers(parsed, model.Layers).Select(l => l.Value)];
        var evaluated = EvaluatedMethod.Of(methods, layers);
        var evaluator = new MethodEvaluator(model, truth, localizer, evaluated)
        {
            Meter = isMeasured ? new(model.Explainer) : null,
            IsVaried = parsed.GetValue(_thresholdCurve),
            LeavesOut = _methods.IsAll(parsed),
            Seed = _methods.Seed(parsed),
        };
        (string, string)[] ofMethods =
        [
            ("methods", string.Join(',', evaluated.Select(m => m.Name))),
            ("layers", layers.IsEmpty ? "automatic" : string.Join(',', layers)),
            ("faithfulness", isMeasured ? "yes" : "no"),
            ("seed", evaluator.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        var settings = RunSettings.Of(
            dataset, survey, shard, localizer, [.. RunSettings.OfModel(model, path, model.Device), .. _model.Changes(parsed), .. Varied(parsed), .. ofMethods], model.LabelOf);
        Evaluate(parsed, dataset, survey, shard, evaluator, settings, workers, first, cancellation);
    }

    private IReadOnlyList<IExplanationMethod> Methods(ParseResult parsed) => _methods.IsAll(parsed) ? ExplanationMethods.All : _methods.Several(parsed);

    private void CheckMethods(ParseResult parsed, MapViews? views)
    {
        if (Methods(parsed).Count == 0)
        {
            if (_methods.HasLayers(parsed))
            {
                throw new UsageException("--layer: name a --method that looks at it, such as gradcam; methods lists them.");
            }

            if (parsed.GetValue(_faithfulness))
            {
                throw new UsageException("--faithfulness: name with --method what makes the maps, such as cam, gradcam or all.");
            }
        }
        else if (views is not null || _maps.IsPaper(parsed) || parsed.GetValue(_scoremaps) is not null)
        {
            throw new UsageException("--method: a photo is looked at once; leave --ten-crop, --flip, --scales, --accurate, --protocol and --scoremaps out.");
        }
    }

    private void RunOnMaps(ParseResult parsed, IDataset dataset, Shard shard, LocalizerOptions localizer, int workers, string maps, CancellationToken cancellation)
    {
        if (_maps.Views(parsed, Preprocessing.None) is not null || _maps.IsPaper(parsed))
        {
            throw new UsageException("--scoremaps: the maps are there already; leave --ten-crop, --flip, --scales, --accurate and --protocol out.");
        }

        if (!Directory.Exists(maps))
        {
            throw new FailureException($"{maps}: no such folder of maps.");
        }

        var truth = new SampleTruth(_dataset.MapWithoutModel(parsed, dataset, out var labelOf));
        var survey = DatasetSurvey.Of(dataset, truth, cancellation);
        RequireClasses(survey);
        var evaluator = new ScoremapEvaluator(new ScoremapFolder(maps), truth, localizer, parsed.GetValue(_thresholdCurve), AssumedInputSide);
        var settings = RunSettings.Of(dataset, survey, shard, localizer, [("scoremaps", Path.GetFullPath(maps)), .. Varied(parsed)], labelOf);
        Evaluate(parsed, dataset, survey, shard, evaluator, settings, workers, first: null, cancellation);
    }

    // Reads nothing before the first photo is taken.
    private static IEnumerable<EvaluatedPhoto> Numbered(IDataset dataset)
    {
        foreach (var (index, sample) in dataset.Read().Index())
        {
            yield return new(index, sample);
        }
    }

    // Journals of runs without it are as they were before there was the option.
    private IEnumerable<(string Name, string Value)> Varied(ParseResult parsed) => parsed.GetValue(_thresholdCurve) ? [("threshold_curve", "yes")] : [];

    private static void RequireClasses(DatasetSurvey survey)
    {
        if (survey.Classes.IsEmpty && survey.Unknown.Count > 0)
        {
            var names = string.Join(", ", survey.Unknown.OrderByDescending(u => u.Value).Take(5).Select(u => $"'{u.Key}'"));
            throw new UsageException($"The model has none of the data set's classes, such as {names}; say with --class or --class-map which of the model's they are.");
        }
    }

    private void Evaluate(
        ParseResult parsed,
        IDataset dataset,
        DatasetSurvey survey,
        Shard shard,
        IPhotoEvaluator evaluator,
        ImmutableSortedDictionary<string, string> settings,
        int workers,
        FirstPhotos? first,
        CancellationToken cancellation)
    {
        using var journal = parsed.GetValue(_resume) is { } resume ? Journal.Open(resume, settings) : null;
        var records = new List<PhotoRecord>(journal?.Records ?? []);
        var done = records.Select(r => r.Index).ToHashSet();
        var count = shard.Count(survey.Count) - records.Count;
        if (records.Count > 0)
        {
            CommandHost.Report($"{records.Count} photos are in the journal; {count} are left.");
        }

        var left = Numbered(dataset).Where(p => shard.Has(p.Index) && !done.Contains(p.Index));
        ProgressBar.Run(count, !_outputs.IsJsonOnly(parsed), advance =>
        {
            foreach (var record in new EvaluationWork(evaluator, journal, first).Run(left, workers, cancellation))
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
        _outputs.Write(
            parsed, settings, records, wanted => dataset.Read().Index().Where(s => wanted.Contains(s.Index)).ToDictionary(s => s.Index, s => s.Item.ImagePath));
    }
}
