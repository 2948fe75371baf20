using System.CommandLine;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam localize</c>: photos in; classes, maps and boxes out.</summary>
internal sealed class LocalizeCommand
{
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly PictureOptions _pictures = new();
    private readonly MapOptions _maps = new();
    private readonly MethodOptions _methods = new("What makes the maps; class activation mapping, cam, by default. The command methods lists them.");

    private readonly Argument<string[]> _inputs = new("IMAGE|FOLDER")
    {
        Description = "Photos, folders (walked with their sub-folders), or patterns such as 'photos/**/*.jpg'.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _top = new("--top") { Description = "How many of the best classes; 5 by default.", HelpName = "N" };

    private readonly Option<string[]> _classes = new("--class")
    {
        Description = "A class to look for: its index, its label or a synonym; may be given several times.",
        HelpName = "NAME|INDEX",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _json = new("--json") { Description = "One JSON record a photo; - for standard output.", HelpName = "FILE|-" };

    private readonly Option<bool> _fastDecode = new("--fast-decode")
    {
        Description = "Decode a JPEG far larger than the input at a half, a quarter or an eighth of its size, where no picture is drawn; logits then differ by about one per cent of the largest, and boxes a little.",
    };

    internal static Command Create()
    {
        var options = new LocalizeCommand();
        var command = new Command("localize", "Finds classes in photos and draws where the evidence lies.")
        {
            options._inputs, options._model.Model, options._top, options._classes, options._json, options._fastDecode,
        };
        options._methods.AddTo(command);
        options._maps.AddTo(command);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        options._pictures.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var localizer = _maps.Localizer(parsed);
        _maps.Views(parsed, preprocessing: null);
        var isPaper = _maps.IsPaper(parsed);
        var method = _methods.One(parsed);
        var top = parsed.GetValue(_top);
        if (top < 0)
        {
            throw new UsageException($"--top: a number from 0 was expected, found {top}.");
        }

        if (isPaper && (top is not null || parsed.GetValue(_classes) is { Length: > 0 }))
        {
            throw new UsageException("--protocol paper is about the best three classes; leave --top and --class out.");
        }

        var threads = _engine.Threads(parsed);
        var arguments = parsed.GetValue(_inputs)!;

        // The parser takes an option that it does not know for one more photo.
        if (arguments.FirstOrDefault(a => a.StartsWith('-') && !Path.Exists(a)) is { } option)
        {
            throw new UsageException($"There is no option '{option}'; see ilgpucam localize --help.");
        }

        var inputs = InputFiles.Expand(arguments);

        // Several photos share the threads one photo a thread, which needs no waiting inside a layer; a single one gets them all.
        var workers = Math.Min(threads, inputs.Count);
        var path = _model.Path(parsed);
        string? device = null;

        // How far photos are reduced, the model has to say.
        var isReduced = parsed.GetValue(_fastDecode);
        using var first = threads > 1 && !isReduced ? FirstPhotos.Begin(inputs, threads) : null;
        using var backend = _engine.Open(parsed, workers > 1 ? 1 : threads, line => device = line);
        using var model = new CamModel(_model.Load(parsed, path, CommandHost.Warn), new() { Backend = backend, Warning = CommandHost.Warn });
        var classes = ClassArguments.Resolve(parsed.GetValue(_classes) ?? [], model.Labels, model.Head.Classes);
        var pictures = _pictures.Create(parsed, inputs, several: isPaper || top > 1 || classes.Length > 1 || (top > 0 && classes.Length > 0), localizer);
        var layers = method is null ? [] : _methods.LayersOf(method, parsed, model.Layers);
        var options = new LocalizeOptions
        {
            Top = top,
            Classes = classes,
            Localizer = localizer,
            KeepMaps = pictures.IsNeeded,
            Views = _maps.Views(parsed, model.Preprocessing),
            Method = method,
            Layers = method is null ? [] : [.. _methods.Layers(parsed, model.Layers).Select(l => l.Value)],
            Seed = _methods.Seed(parsed),
        };

        // Pictures are drawn on all the pixels.
        var decoding = isReduced && !pictures.NeedsPixels ? ReducedDecoding.For(model.Preprocessing, options.Views) : DecodeOptions.Default;
        var work = new PhotoWork(model, isPaper ? PaperProtocol.Options(options) : options, pictures, decoding, first);
        var format = new RecordFormat(Path.GetFileName(path), HasBoxes: localizer.Boxes != BoxMode.Largest, HasGuesses: isPaper, method?.Info.Name, [.. layers.Select(l => l.Value)]);

        // Not before: what is wrong with the command line or the model is one sentence alone.
        if (device is not null)
        {
            CommandHost.Report(device);
        }

        var json = parsed.GetValue(_json);
        var failed = 0;
        void WithRecords(Stream? records) => failed = Process(work, inputs, workers, records, format, json != "-", cancellation);
        switch (json)
        {
            case null:
                WithRecords(null);
                break;
            case "-":
                using (var output = new BufferedStream(Console.OpenStandardOutput()))
                {
                    WithRecords(output);
                }

                break;
            default:
                AtomicFile.Write(json, WithRecords);
                break;
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static int Process(
        PhotoWork work, List<InputFile> inputs, int workers, Stream? records, RecordFormat format, bool table, CancellationToken cancellation)
    {
        var json = records is null ? null : new JsonRecords(records, format);
        var failed = 0;
        ProgressBar.Run(inputs.Count, table, advance =>
        {
            foreach (var outcome in work.Run(inputs, workers, cancellation))
            {
                failed += outcome.Error is null ? 0 : 1;
                json?.Write(outcome);
                if (outcome.Error is { } error)
                {
                    CommandHost.Report(error);
                }

                foreach (var warning in outcome.Warnings)
                {
                    CommandHost.Warn($"{outcome.Input.Path}: {warning}");
                }

                if (table)
                {
                    ResultTable.Write(outcome);
                }

                advance();
            }
        });
        return failed;
    }
}
