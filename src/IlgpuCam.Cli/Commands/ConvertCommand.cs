using System.CommandLine;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam convert</c>: a trained model from another format to a .cam file.</summary>
internal sealed class ConvertCommand
{
    private readonly ModelOptions _model = new();
    private readonly Argument<string> _source = new("MODEL") { Description = "An .onnx file, a .caffemodel with its .prototxt, a PyTorch state dict (.safetensors), or a .cam file." };
    private readonly Argument<string> _target = new("OUT.cam") { Description = "The model file to write." };
    private readonly Option<string?> _prototxt = new("--prototxt") { Description = "The network of a .caffemodel; by default the file of the same name beside it.", HelpName = "FILE" };
    private readonly Option<string?> _arch = new("--arch") { Description = "The architecture of a state dict; by default told from its names and shapes.", HelpName = "NAME" };
    private readonly Option<bool> _half = new("--half") { Description = "Store weights as float16." };
    private readonly Option<string[]> _provenance = new("--provenance")
    {
        Description = "What the file shall say about its origin, such as licence=Apache-2.0; may be given several times.",
        HelpName = "KEY=VALUE",
    };

    internal static Command Create()
    {
        var options = new ConvertCommand();
        var command = new Command("convert", "Converts a trained model to a .cam file with its preprocessing and labels.")
        {
            options._source, options._target, options._prototxt, options._arch, options._half, options._provenance,
        };
        options._model.AddTo(command);
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var source = parsed.GetValue(_source)!;
        var model = _model.Load(
            parsed, source, CommandHost.Warn, new() { Prototxt = parsed.GetValue(_prototxt), Architecture = parsed.GetValue(_arch) });
        foreach (var pair in parsed.GetValue(_provenance) ?? [])
        {
            var parts = pair.Split('=', 2);
            model = parts is [{ Length: > 0 } key, var value]
                ? model with { Provenance = model.Provenance.SetItem(key, value) }
                : throw new UsageException($"--provenance: key=value was expected, found '{pair}'.");
        }

        if (model.Preprocessing is null)
        {
            CommandHost.Warn($"{source} states no preprocessing; the file will not either, and the preset imagenet is assumed when it is run.");
        }

        ModelFile.Save(parsed.GetValue(_target)!, model, parsed.GetValue(_half));
        return ExitCode.Success;
    }
}
