using System.CommandLine;
using System.Globalization;
using IlgpuCam.Import;
using IlgpuCam.Backends;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Surgery;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that loads a model.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _preprocess = new("--preprocess")
    {
        Description = "Preset (imagenet, caffe, inception, none), a JSON file, or key=value pairs; in place of what the model states.",
        HelpName = "SPEC",
    };

    private readonly Option<string?> _labels = new("--labels") { Description = "Text file with one label a line.", HelpName = "FILE" };

    private readonly Option<string?> _inputSize = new("--input-size")
    {
        Description = "Side, or width x height, of the network's input in pixels.",
        HelpName = "S",
    };

    private readonly Option<int?> _mappingResolution = new("--mapping-resolution")
    {
        Description = "Rows of the map, such as 14 for a network with 7: the last strides become dilation, weights unchanged, at more work.",
        HelpName = "N",
    };

    private readonly Option<bool> _gmp = new("--gmp")
    {
        Description = "Maximum in place of mean as global pooling: changes scores and ranking, never the map of a given class.",
    };

    /// <summary>The option that names the model where it is optional.</summary>
    internal Option<string?> Model { get; } = new("--model")
    {
        Description = "A .cam, .onnx, .caffemodel or .safetensors file; the model that comes with the program by default.",
        HelpName = "FILE",
    };

    /// <summary>Adds preprocessing, labels and input size to a command.</summary>
    /// <param name="command">The command.</param>
    internal void AddTo(Command command)
    {
        command.Add(_preprocess);
        command.Add(_labels);
        command.Add(_inputSize);
        command.Add(_mappingResolution);
        command.Add(_gmp);
    }

    /// <summary>Loads a model and applies the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The model file.</param>
    /// <param name="warning">Takes warnings.</param>
    /// <param name="options">What some formats need beside their file.</param>
    internal ModelDescription Load(ParseResult parsed, string path, Action<string> warning, ModelReadOptions? options = null)
    {
        if (!File.Exists(path))
        {
            throw new FailureException($"{path}: no such model file.");
        }

        var model = ModelReader.Load(path, warning, options);
        if (parsed.GetValue(_labels) is { } labels)
        {
            model = model with { Labels = Labels.Load(labels) };
        }

        return Operate(parsed, model) with { Preprocessing = Prepare(parsed, model, warning) };
    }

    /// <summary>Loads a model to run it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The model file.</param>
    /// <param name="backend">What runs it.</param>
    internal CamModel Open(ParseResult parsed, string path, IBackend backend) =>
        new(Load(parsed, path, CommandHost.Warn), new() { Backend = backend, Warning = CommandHost.Warn });

    /// <summary>The model file of a command line: the one named, or the one that comes with the program.</summary>
    /// <param name="parsed">The command line.</param>
    internal string Path(ParseResult parsed) => parsed.GetValue(Model) ?? DefaultModel.Path;

    /// <summary>What changes the network after it was loaded, as names and texts.</summary>
    /// <param name="parsed">The command line.</param>
    internal IEnumerable<(string Name, string Value)> Changes(ParseResult parsed) =>
    [
        ("mapping_resolution", parsed.GetValue(_mappingResolution)?.ToString(CultureInfo.InvariantCulture) ?? "as it is"),
        ("gmp", parsed.GetValue(_gmp) ? "yes" : "no"),
    ];

    private ModelDescription Operate(ParseResult parsed, ModelDescription model)
    {
        if (parsed.GetValue(_mappingResolution) is { } resolution)
        {
            model = model with { Network = DilateLastStrides.Apply(model.Network, resolution) };
        }

        return parsed.GetValue(_gmp) ? model with { Network = ReplaceGlobalPooling.Apply(model.Network, PoolingKind.Max) } : model;
    }

    private Preprocessing? Prepare(ParseResult parsed, ModelDescription model, Action<string> warning)
    {
        var declared = model.Network.Inputs.FirstOrDefault(i => i.IsImage)?.DefaultShape;
        var preset = declared is null ? Preprocessing.ImageNet : Preprocessing.ImageNet.WithSize(declared[2], declared[3]);
        var preprocessing = model.Preprocessing;
        if (parsed.GetValue(_preprocess) is { } spec)
        {
            try
            {
                preprocessing = Preprocessing.Parse(spec, preprocessing ?? preset);
            }
            catch (ModelFormatException e)
            {
                throw new UsageException(e.Message);
            }
        }

        if (parsed.GetValue(_inputSize) is { } size)
        {
            if (preprocessing is null)
            {
                warning("The model states no preprocessing; the preset imagenet is assumed.");
            }

            var (width, height) = SizeArgument.Parse("--input-size", size);
            preprocessing = (preprocessing ?? preset).WithSize(height, width);
        }

        return preprocessing;
    }
}
