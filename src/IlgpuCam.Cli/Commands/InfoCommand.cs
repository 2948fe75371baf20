using System.CommandLine;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam info</c>: what a model file holds.</summary>
internal sealed class InfoCommand
{
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly Argument<string?> _path = new("MODEL") { Description = "A .cam or .onnx file; the default model when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _json = new("--json") { Description = "The same as JSON; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new InfoCommand();
        var command = new Command(
            "info", "Lists a model's layers with their receptive fields, head, preprocessing, labels and origin; with --device also which of them the device leaves to the processor.")
        {
            options._path, options._json,
        };
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork((parsed, _) => options.Run(parsed));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var path = parsed.GetValue(_path) ?? DefaultModel.Path;
        var model = _model.Load(parsed, path, CommandHost.Warn);
        var shapes = model.Network.DefaultShapes();
        foreach (var input in model.Network.Inputs.Where(i => i.IsImage))
        {
            var shape = shapes[input.Name];
            shapes[input.Name] = model.Preprocessing is { } p ? shape.With(2, p.Height).With(3, p.Width) : shape;
        }

        var report = new ModelReport(path, model, ShapeInference.Infer(model.Network, shapes));
        if (_engine.IsDeviceNamed(parsed))
        {
            using var backend = _engine.Open(parsed, _engine.Threads(parsed));
            report = report with { Placement = LayerPlacement.Find(backend, model.Network, shapes) };
        }

        if (parsed.GetValue(_json) is { } target)
        {
            OutputTarget.Write(target, stream => InfoJson.Write(stream, report));
        }
        else
        {
            InfoTable.Write(report);
        }

        return ExitCode.Success;
    }
}
