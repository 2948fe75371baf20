using System.CommandLine;
using IlgpuCam.Cli.Explaining;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam explain</c>: why this class and not that one, by several methods.</summary>
internal sealed class ExplainCommand
{
    private const string All = "all";
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly MethodOptions _methods = new("A method, several times for several; all for all that the network allows; a few that differ by default. The command methods lists them.", All);
    private readonly Argument<string> _image = new("IMAGE") { Description = "A photo." };
    private readonly Argument<string> _folder = new("OUT-FOLDER") { Description = "Where the sheet (.png), the maps (.safetensors) and the record (.json) go, under the photo's name." };

    private readonly Option<string?> _class = new("--class")
    {
        Description = "The class to ask about, by its index, its label or a synonym; the predicted one by default.",
        HelpName = "NAME|INDEX",
    };

    private readonly Option<string?> _expected = new("--expected")
    {
        Description = "The class that was expected in its place; the next best one by default.",
        HelpName = "NAME|INDEX",
    };

    internal static Command Create()
    {
        var options = new ExplainCommand();
        var command = new Command("explain", "Draws what several methods say about one photo: for the predicted class, for the expected one, and where they differ.")
        {
            options._image, options._folder, options._model.Model, options._class, options._expected,
        };
        options._methods.AddTo(command);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var isAll = _methods.IsAll(parsed);
        var named = isAll ? ExplanationMethods.All : _methods.Several(parsed);
        var image = parsed.GetValue(_image)!;
        var stem = Path.Combine(parsed.GetValue(_folder)!, Path.GetFileNameWithoutExtension(image));
        var (sheet, maps, record) = ($"{stem}.png", $"{stem}.safetensors", $"{stem}.json");
        if (Path.GetFullPath(sheet) == Path.GetFullPath(image))
        {
            throw new UsageException($"{sheet}: the sheet would replace the photo; name another folder.");
        }

        var path = _model.Path(parsed);
        string? device = null;
        using var backend = _engine.Open(parsed, _engine.Threads(parsed), line => device = line);
        using var model = new CamModel(_model.Load(parsed, path, CommandHost.Warn), new() { Backend = backend, Warning = CommandHost.Warn });
        var (asked, expected) = (ClassOf(parsed.GetValue(_class), model), ClassOf(parsed.GetValue(_expected), model));
        if (asked is not null && asked == expected)
        {
            throw new UsageException($"--expected: class {expected}, '{model.LabelOf(expected.Value)}', is the one of --class; name another.");
        }

        var work = new ExplanationWork(model, _methods.HasLayers(parsed) ? _methods.Layers(parsed, model.Layers) : [], _methods.Seed(parsed));
        if (device is not null)
        {
            CommandHost.Report(device);
        }

        var photo = ImageFile.Load(image);
        foreach (var warning in photo.Warnings)
        {
            CommandHost.Warn($"{image}: {warning}");
        }

        var report = work.Run(photo.Image, asked, expected, named.Count > 0 ? named : ExplanationWork.UsualMethods, isAll ? CommandHost.Warn : null, cancellation);
        var title = $"{Path.GetFileName(image)}, {Path.GetFileName(path)}";
        var json = new ExplanationJson(
            image, path, _methods.Seed(parsed), parsed.Tokens.Select(t => t.Value), [("sheet", Path.GetFileName(sheet)), ("maps", Path.GetFileName(maps))]);
        var picture = report.Draw(title);
        using var text = new MemoryStream();
        json.Write(text, report);

        // All is known now: what could go wrong has gone wrong before the first file is there.
        Directory.CreateDirectory(Path.GetDirectoryName(sheet)!);
        ImageFile.Save(sheet, picture);
        ExplanationMaps.Write(maps, report);
        AtomicFile.Write(record, stream => stream.Write(text.GetBuffer().AsSpan(0, (int)text.Length)));
        Print(report, sheet, maps, record);
        return ExitCode.Success;
    }

    private static int? ClassOf(string? name, CamModel model) => name is null ? null : ClassArguments.Resolve([name], model.Labels, model.Head.Classes)[0];

    private static void Print(ExplanationReport report, params ReadOnlySpan<string> files)
    {
        foreach (var found in report.Classes)
        {
            Console.WriteLine(FormattableString.Invariant($"{found.Title,-10} {100 * found.Probability,5:0.0} %  {found.Index} {found.Label}"));
        }

        foreach (var file in files)
        {
            Console.WriteLine(file);
        }
    }
}
