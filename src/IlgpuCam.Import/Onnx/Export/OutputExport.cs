using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>The results of an exported graph, under the names that its users know.</summary>
internal static class OutputExport
{
    /// <summary>A graph's own outputs under their own names.</summary>
    internal static void AddOwn(GraphExport graph, Network network, OpenSizes sizes)
    {
        graph.AddNodes();
        foreach (var output in network.Outputs)
        {
            var info = graph.Values[output];
            graph.AddOutput(graph.Named(output, output), info, sizes.Output(output, info.Shape, output));
        }
    }

    /// <summary>A classifier's logits, probabilities where the graph records them, and on request features and maps.</summary>
    internal static void AddHead(GraphExport graph, ClassifierHead head, OnnxExportOptions options, OpenSizes sizes)
    {
        // A value that already has the wanted shape takes the name at once; others get a node that gives it.
        Claim(graph, head.Logits, "logits", 2);
        if (head.Probabilities is { } recorded)
        {
            Claim(graph, recorded, "probabilities", 2);
        }

        if (options.Features)
        {
            Claim(graph, head.Cam!.Features, "features", 4);
        }

        graph.AddNodes();
        AddScores(graph, head.Logits, "logits", sizes);
        if (head.Probabilities is { } probabilities)
        {
            AddScores(graph, probabilities, "probabilities", sizes);
        }

        if (options.Features)
        {
            var features = head.Cam!.Features;
            graph.AddOutput(graph.Named(features, "features"), graph.Values[features], sizes.Output(features, graph.Values[features].Shape, "map"));
        }

        if (!options.CamClasses.IsDefaultOrEmpty)
        {
            AddMaps(graph, head.Cam!, options, sizes);
        }
    }

    private static void Claim(GraphExport graph, string value, string name, int rank)
    {
        if (graph.Values[value].Shape.Rank == rank)
        {
            graph.Claim(value, name);
        }
    }

    private static void AddScores(GraphExport graph, string value, string name, OpenSizes sizes)
    {
        var info = graph.Values[value];
        if (info.Shape.Rank != 2)
        {
            graph.AddNode("Flatten", [graph.Name(value)], name, new NodeAttributes().Add("axis", 1));
            info = info with { Shape = [info.Shape[0], info.Shape[1]] };
        }
        else
        {
            name = graph.Named(value, name);
        }

        graph.AddOutput(name, info, sizes.Output(value, info.Shape, name));
    }

    /// <summary>The maps of chosen classes: a 1x1 convolution of the features with the classes' weights (Zhou et al. 2016, equation 2), without the bias.</summary>
    private static void AddMaps(GraphExport graph, CamHead cam, OnnxExportOptions options, OpenSizes sizes)
    {
        var weights = graph.Constants[cam.Weights].ToFloats();
        var chosen = new float[options.CamClasses.Length * cam.Channels];
        for (var i = 0; i < options.CamClasses.Length; i++)
        {
            weights.AsSpan(options.CamClasses[i] * cam.Channels, cam.Channels).CopyTo(chosen.AsSpan(i * cam.Channels));
        }

        var features = graph.Values[cam.Features];
        var rows = graph.AddWeights("cams.weight", ConstantTensor.FromFloats([options.CamClasses.Length, cam.Channels, 1, 1], chosen));
        graph.AddNode("Conv", [graph.Name(cam.Features), rows], "cams", new NodeAttributes().Add("kernel_shape", 1, 1));
        var shape = features.Shape.With(1, options.CamClasses.Length);

        // The channels are as many as the classes whatever the input, as those of the features are fixed.
        graph.AddOutput("cams", features with { Shape = shape }, sizes.Output(cam.Features, features.Shape, "map").Select((axis, i) => i == 1 ? (shape[1], null) : axis));
    }
}
