using System.CommandLine;
using IlgpuCam.Backends;
using IlgpuCam.Explain;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam forward</c>: tensors in, tensors out, for checking against other frameworks.</summary>
internal sealed class ForwardCommand
{
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly Argument<string> _path = new("MODEL") { Description = "A .cam or .onnx file." };
    private readonly Option<string> _input = new("--input") { Description = "Tensors to feed: 'input', or the graph's own names.", HelpName = "IN.safetensors", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "Where the results go.", HelpName = "OUT.safetensors", Required = true };
    private readonly Option<string?> _upsample = new("--upsample") { Description = "Also the map of the best class at this size.", HelpName = "WxH" };
    private readonly Option<bool> _raw = new("--raw") { Description = "Only the graph's own outputs, under their own names." };

    internal static Command Create()
    {
        var options = new ForwardCommand();
        var command = new Command("forward", "Runs a network on stored tensors and stores logits, features and maps.")
        {
            options._path, options._input, options._output, options._upsample, options._raw,
        };
        options._engine.AddTo(command);
        command.SetWork((parsed, _) => options.Run(parsed));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var path = parsed.GetValue(_path)!;
        var description = _model.Load(parsed, path, static _ => { });
        using var input = SafeTensorsFile.Open(parsed.GetValue(_input)!);
        using var backend = _engine.Open(parsed, _engine.Threads(parsed));
        var results = parsed.GetValue(_raw) || HeadDetection.Find(description.Network) is null
            ? RunRaw(description.Network, backend, input)
            : RunClassifier(description, backend, input, parsed.GetValue(_upsample));
        SafeTensorsWriter.Write(parsed.GetValue(_output)!, results.Select(r => KeyValuePair.Create(r.Name, ConstantTensor.FromFloats(r.Tensor.Shape, r.Tensor.Span))));
        return ExitCode.Success;
    }

    private static List<(string Name, Tensor Tensor)> RunRaw(Network network, IBackend backend, SafeTensorsFile input)
    {
        var inputs = network.Inputs.Select(i => Read(input, i.Name, network.Inputs.Length == 1)).ToArray();
        var shapes = network.Inputs.Zip(inputs).ToDictionary(p => p.First.Name, p => p.Second.Shape);
        using var plan = backend.Compile(network, shapes, network.Outputs);
        var outputs = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run(inputs, outputs);
        return [.. plan.Outputs.Select((o, i) => (o.Name, outputs[i]))];
    }

    private static List<(string Name, Tensor Tensor)> RunClassifier(ModelDescription description, IBackend backend, SafeTensorsFile input, string? upsample)
    {
        using var model = new CamModel(description, new() { Backend = backend });
        var result = model.Forward(ChannelsFirst(Read(input, model.InputName, isOnly: true), description.Network.Inputs.Single(i => i.Name == model.InputName)));
        var tensors = new List<(string, Tensor)> { ("logits", result.Logits) };
        if (result.Probabilities is { } probabilities)
        {
            tensors.Add(("probabilities", probabilities));
        }

        if (result.Features is { } features)
        {
            tensors.Add(("features", features));
            var best = BestClasses(result.Logits, 5);
            tensors.Add(("cams_top5", Maps(model, features, best)));
            if (upsample is not null)
            {
                var (width, height) = SizeArgument.Parse("--upsample", upsample);
                tensors.Add(("upsampled_top1", Upsampled(model, features, best, width, height)));
            }
        }
        else if (upsample is not null)
        {
            throw new FailureException($"--upsample: class activation maps are not defined for this network: {model.Head.WhyNoCam}.");
        }

        return tensors;
    }

    /// <summary>The tensor of a graph's input: under its own name, as <c>input.NAME</c>, or, where there is only one, as <c>input</c>.</summary>
    private static Tensor Read(SafeTensorsFile file, string name, bool isOnly)
    {
        string[] names = isOnly ? [name, $"input.{name}", "input"] : [name, $"input.{name}"];
        return file[names.FirstOrDefault(file.Contains) ?? name].ToTensor();
    }

    /// <summary>Tensors of a graph that has its channels last, which came in with its channels first, are accepted as the graph has them.</summary>
    private static Tensor ChannelsFirst(Tensor tensor, NetworkInput input)
    {
        if (tensor.Shape is not { Rank: 4 } shape || input.Dimensions is not [_, > 0 and var channels, ..] || shape[1] == channels || shape[3] != channels)
        {
            return tensor;
        }

        var turned = new Tensor([shape[0], channels, shape[1], shape[2]]);
        var pixels = shape[1] * shape[2];
        for (var i = 0; i < turned.Span.Length; i++)
        {
            var (plane, pixel) = Math.DivRem(i, pixels);
            var (image, channel) = Math.DivRem(plane, channels);
            turned.Span[i] = tensor.Span[(((image * pixels) + pixel) * channels) + channel];
        }

        return turned;
    }

    private static int[][] BestClasses(Tensor logits, int count)
    {
        var classes = logits.Shape[1];
        return [.. Enumerable.Range(0, logits.Shape[0]).Select(n => ClassScores.Top(logits.Span.Slice(n * classes, classes), count))];
    }

    private static Tensor Maps(CamModel model, Tensor features, int[][] best)
    {
        var (height, width) = (features.Shape[2], features.Shape[3]);
        var count = Math.Min(5, model.Head.Classes);
        var maps = new Tensor([best.Length, count, height, width]);
        for (var n = 0; n < best.Length; n++)
        {
            for (var i = 0; i < count; i++)
            {
                model.Map(features, n, best[n][i]).Values.CopyTo(maps.Span[(((n * count) + i) * height * width)..]);
            }
        }

        return maps;
    }

    private static Tensor Upsampled(CamModel model, Tensor features, int[][] best, int width, int height)
    {
        var result = new Tensor([best.Length, height, width]);
        for (var n = 0; n < best.Length; n++)
        {
            Localizer.Upsample(model.Map(features, n, best[n][0]), Placement.Whole(width, height), result.Span.Slice(n * width * height, width * height));
        }

        return result;
    }
}
