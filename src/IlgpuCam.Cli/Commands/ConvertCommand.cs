using System.CommandLine;
using IlgpuCam.Import;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam convert</c>: a trained model from another format to a .cam file, or to ONNX for any other runtime.</summary>
internal sealed class ConvertCommand
{
    private readonly ModelOptions _model = new();
    private readonly Argument<string> _source = new("MODEL") { Description = "An .onnx file, a .caffemodel with its .prototxt, a PyTorch state dict (.safetensors), or a .cam file." };
    private readonly Argument<string> _target = new("OUT.cam")
    {
        Description = "The file to write: .cam; .onnx with the outputs logits, probabilities, and features or cams where asked, and beside it OUT.json and OUT.labels.txt; or .safetensors for the weights alone.",
    };

    private readonly Option<string?> _prototxt = new("--prototxt") { Description = "The network of a .caffemodel; by default the file of the same name beside it.", HelpName = "FILE" };
    private readonly Option<string?> _arch = new("--arch") { Description = "The architecture of a state dict; by default told from its names and shapes.", HelpName = "NAME" };
    private readonly Option<bool> _half = new("--half") { Description = "Store weights as float16." };
    private readonly Option<bool> _features = new("--features") { Description = "Into ONNX: also the output features, the maps before global pooling." };
    private readonly Option<string[]> _cams = new("--cams")
    {
        Description = "Into ONNX: also the output cams, the maps of this class; may be given several times.",
        HelpName = "NAME|INDEX",
    };

    private readonly Option<string[]> _provenance = new("--provenance")
    {
        Description = "What the file shall say about its origin, such as licence=Apache-2.0; may be given several times.",
        HelpName = "KEY=VALUE",
    };

    internal static Command Create()
    {
        var options = new ConvertCommand();
        var command = new Command("convert", "Converts a trained model to a .cam file with its preprocessing and labels, or to ONNX.")
        {
            options._source, options._target, options._prototxt, options._arch, options._half, options._features,
            options._cams, options._provenance,
        };
        options._model.AddTo(command);
        command.SetWork((parsed, _) => options.Run(parsed));
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

        var target = parsed.GetValue(_target)!;
        var format = Path.GetExtension(target).ToUpperInvariant();
        var cams = parsed.GetValue(_cams) ?? [];
        if (format != ".ONNX" && (cams.Length > 0 || parsed.GetValue(_features)))
        {
            throw new UsageException($"--features and --cams: only an .onnx file has such outputs, and {target} is another.");
        }

        switch (format)
        {
            case ".CAM":
                SaveCam(source, target, model, parsed.GetValue(_half));
                break;
            case ".ONNX":
                var classes = cams.Length == 0 ? 0 : HeadDetection.Find(model.Network)?.Classes ?? 0;
                SaveOnnx(target, model, new()
                {
                    Half = parsed.GetValue(_half),
                    Features = parsed.GetValue(_features),
                    CamClasses = ClassArguments.Resolve(cams, model.Labels, classes),
                });
                break;
            case ".SAFETENSORS":
                StateDictExporter.Save(target, model);
                break;
            default:
                throw new UsageException($"{target}: the file to write has to end in .cam, .onnx or .safetensors.");
        }

        return ExitCode.Success;
    }

    /// <summary>An ONNX file, and beside it what it has no place for.</summary>
    private static void SaveOnnx(string target, ModelDescription model, OnnxExportOptions options)
    {
        var sidecar = ModelSidecar.PathOf(target);
        var isStated = model.Preprocessing is not null || model.Labels is not null;
        if (File.Exists(sidecar))
        {
            var isOurs = ModelSidecar.Exists(target);
            if (isStated && !isOurs)
            {
                throw new FailureException($"{sidecar}: preprocessing and labels would be written here, and something else is there already; choose another name for the model.");
            }

            if (!isStated && isOurs)
            {
                CommandHost.Warn($"{sidecar} is there already and will be read with {target}; the model itself states neither preprocessing nor labels.");
            }
        }

        OnnxExporter.Save(target, model, options);
        ModelSidecar.Save(target, model);
    }

    private static void SaveCam(string source, string target, ModelDescription model, bool half)
    {
        if (model.Preprocessing is null)
        {
            CommandHost.Warn($"{source} states no preprocessing; the file will not either, and the preset imagenet is assumed when it is run.");
        }

        ModelFile.Save(target, model, half);
    }
}
