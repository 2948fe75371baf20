using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Models;
using Spectre.Console;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam info</c>: what a model file holds.</summary>
internal sealed class InfoCommand
{
    private readonly ModelOptions _model = new();
    private readonly Argument<string?> _path = new("MODEL") { Description = "A .cam or .onnx file; the default model when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _json = new("--json") { Description = "The same as JSON; - for standard output.", HelpName = "FILE|-" };

    internal static Command Create()
    {
        var options = new InfoCommand();
        var command = new Command("info", "Lists a model's layers, head, preprocessing, labels and origin.") { options._path, options._json };
        options._model.AddTo(command);
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

        var inferred = ShapeInference.Infer(model.Network, shapes);
        var head = HeadDetection.Find(inferred);
        switch (parsed.GetValue(_json))
        {
            case null:
                WriteTable(path, model, inferred, head);
                break;
            case "-":
                using (var output = Console.OpenStandardOutput())
                {
                    WriteJson(output, path, model, inferred, head);
                }

                break;
            case var file:
                AtomicFile.Write(file, stream => WriteJson(stream, path, model, inferred, head));
                break;
        }

        return ExitCode.Success;
    }

    private static void WriteTable(string path, ModelDescription model, InferredNetwork network, ClassifierHead? head)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 240; // Nobody's window: lines are not broken.
        }

        var layers = LayerSummary.Of(network);
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("layer").AddColumn("operator").AddColumn("result");
        table.AddColumn(new TableColumn("parameters").RightAligned()).AddColumn(new TableColumn("multiply-adds").RightAligned());
        foreach (var layer in layers)
        {
            table.AddRow(new Text(layer.Name), new Text(layer.Kind), new Text(layer.Output.ToString()), new Text(Count(layer.Parameters)), new Text(Count(layer.MultiplyAdds)));
        }

        AnsiConsole.Write(table);
        var facts = new Grid().AddColumn().AddColumn();
        void Fact(string name, string value) => facts.AddRow(new Text(name), new Text(value));
        Fact("model", path);
        Fact("parameters", Count(layers.Sum(l => l.Parameters)));
        Fact("multiply-adds", Count(layers.Sum(l => l.MultiplyAdds)));
        Fact("inputs", string.Join(", ", network.Network.Inputs.Select(i => $"{i.Name} {network.Values[i.Name].Shape}")));
        Fact("outputs", string.Join(", ", network.Network.Outputs.Select(o => $"{o} {network.Values[o].Shape}")));
        Fact("classes", head is null ? "none: the graph is no image classifier" : head.Classes.ToString(CultureInfo.InvariantCulture));
        if (head?.Cam is { } cam)
        {
            Fact("head", $"{Describe(cam.Form)}, {cam.Pooling.ToString().ToLowerInvariant()} pooling, features {network.Values[cam.Features].Shape}");
        }
        else if (head is not null)
        {
            Fact("head", $"no class activation map: {head.WhyNoCam}");
        }

        Fact("probabilities", head is null ? "none" : head.ProbabilityKind.ToString().ToLowerInvariant());
        Fact("preprocessing", model.Preprocessing?.ToJson() ?? "not stated");
        Fact("labels", model.Labels is null ? "none" : $"{model.Labels.Count}");
        foreach (var (key, value) in model.Provenance)
        {
            Fact(key, value);
        }

        AnsiConsole.Write(facts);
    }

    private static void WriteJson(Stream stream, string path, ModelDescription model, InferredNetwork network, ClassifierHead? head)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            var layers = LayerSummary.Of(network);
            json.WriteStartObject();
            json.WriteString("model", path);
            json.WriteNumber("parameters", layers.Sum(l => l.Parameters));
            json.WriteNumber("multiply_adds", layers.Sum(l => l.MultiplyAdds));
            json.WriteStartArray("layers");
            foreach (var layer in layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("operator", layer.Kind);
                WriteShape(json, "result", layer.Output.Dimensions);
                json.WriteNumber("parameters", layer.Parameters);
                json.WriteNumber("multiply_adds", layer.MultiplyAdds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteHead(json, network, head);
            WritePreprocessing(json, model);
            json.WriteNumber("labels", model.Labels?.Count ?? 0);
            json.WriteStartObject("provenance");
            foreach (var (key, value) in model.Provenance)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteHead(Utf8JsonWriter json, InferredNetwork network, ClassifierHead? head)
    {
        if (head is null)
        {
            json.WriteNull("head");
            return;
        }

        json.WriteStartObject("head");
        json.WriteNumber("classes", head.Classes);
        json.WriteString("logits", head.Logits);
        json.WriteString("probabilities", head.ProbabilityKind.ToString().ToLowerInvariant());
        if (head.Cam is { } cam)
        {
            json.WriteString("form", Describe(cam.Form));
            json.WriteString("pooling", cam.Pooling.ToString().ToLowerInvariant());
            json.WriteString("features", cam.Features);
            WriteShape(json, "feature_shape", network.Values[cam.Features].Shape.Dimensions);
        }
        else
        {
            json.WriteString("why_no_cam", head.WhyNoCam);
        }

        json.WriteEndObject();
    }

    private static void WritePreprocessing(Utf8JsonWriter json, ModelDescription model)
    {
        json.WritePropertyName("preprocessing");
        json.WriteRawValue(model.Preprocessing?.ToJson() ?? "null");
    }

    private static void WriteShape(Utf8JsonWriter json, string name, ReadOnlySpan<int> shape)
    {
        json.WriteStartArray(name);
        foreach (var length in shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
    }

    private static string Describe(HeadForm form) => form switch
    {
        HeadForm.PoolingThenFullyConnected => "global pooling, then fully connected",
        HeadForm.ConvolutionThenPooling => "1x1 convolution, then global pooling",
        _ => "global pooling, then 1x1 convolution",
    };

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
