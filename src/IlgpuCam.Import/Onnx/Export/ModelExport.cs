using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>Makes the message of a whole file (onnx.proto, ModelProto): graph, outputs, operator set, metadata.</summary>
internal static class ModelExport
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;
    private const int NewerOperatorSet = 19;
    private const string ImporterPrefix = "onnx.";

    /// <summary>The message; weights are read when it is written.</summary>
    internal static WireWriter ToMessage(ModelDescription model, OnnxExportOptions options)
    {
        var whole = AtStatedSize(model);
        var inferred = ShapeInference.Infer(whole, whole.DefaultShapes());
        var head = HeadDetection.Find(inferred);
        var results = head is null ? [.. whole.Outputs] : HeadValues(head, options);
        if (head is null && (options.Features || !options.CamClasses.IsDefaultOrEmpty))
        {
            throw new NetworkException("Features and class activation maps were asked for, and the network is no image classifier.");
        }

        var network = whole.WithOutputs(results);
        ExportTable.RequireKnown(network);
        var operatorSet = network.Nodes.Any(ExportTable.NeedsNewerSet) ? NewerOperatorSet : OperatorSet;
        var sizes = new OpenSizes(network, inferred, head);
        var graph = new GraphExport(network, inferred, operatorSet, options.Half, head is null ? [] : ["logits", "probabilities", "features", "cams"]);
        graph.AddInputs(sizes);
        if (head is null)
        {
            OutputExport.AddOwn(graph, network, sizes);
        }
        else
        {
            OutputExport.AddHead(graph, head, options, sizes);
        }

        return ToMessage(model.Provenance, graph, operatorSet, head?.Cam is null ? [] : options.CamClasses);
    }

    /// <summary>The network as declared for the size that photos are brought to: other runtimes take no other where the graph fixes one.</summary>
    private static Network AtStatedSize(ModelDescription model)
    {
        var network = model.Network;
        return model.Preprocessing is { } preprocessing && network.Inputs.Any(i => i.IsImage)
            ? new(network.Inputs.Select(i => i.IsImage ? OpenSizes.AtSize(i, preprocessing.Height, preprocessing.Width) : i), network.Constants, network.Nodes, network.Outputs)
            : network;
    }

    private static List<string> HeadValues(ClassifierHead head, OnnxExportOptions options)
    {
        var values = new List<string> { head.Logits };
        if (head.Probabilities is { } probabilities)
        {
            values.Add(probabilities);
        }

        var wantsMaps = !options.CamClasses.IsDefaultOrEmpty;
        if (options.Features || wantsMaps)
        {
            values.Add(head.Cam?.Features ?? throw new NetworkException($"Class activation maps are not defined for this network: {head.WhyNoCam}."));
        }

        if (wantsMaps && options.CamClasses.FirstOrDefault(c => c < 0 || c >= head.Classes, -1) is var wrong && options.CamClasses.Contains(wrong))
        {
            throw new ArgumentOutOfRangeException(nameof(options), wrong, $"classes go from 0 to {head.Classes - 1}");
        }

        return values;
    }

    private static WireWriter ToMessage(ImmutableSortedDictionary<string, string> provenance, GraphExport graph, int operatorSet, ImmutableArray<int> classes)
    {
        var version = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? string.Empty;
        var name = provenance.GetValueOrDefault("graph", "network");
        var message = new WireWriter().Int64(1, IrVersion).Text(2, "IlgpuCam").Text(3, version).Message(7, graph.ToMessage(name))
            .Message(8, new WireWriter().Text(1, string.Empty).Int64(2, operatorSet));
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);

        // What the importer has read from such metadata goes back under its own key.
        foreach (var (key, value) in provenance.OrderBy(entry => !entry.Key.StartsWith(ImporterPrefix, StringComparison.Ordinal)))
        {
            metadata.TryAdd(key.StartsWith(ImporterPrefix, StringComparison.Ordinal) ? key[ImporterPrefix.Length..] : key, value);
        }

        if (!classes.IsDefaultOrEmpty)
        {
            metadata["cam_classes"] = string.Join(',', classes.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var (key, value) in metadata)
        {
            message.Message(14, new WireWriter().Text(1, key).Text(2, value));
        }

        return message;
    }
}
