using System.Collections.Immutable;
using IlgpuCam.Explain;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli;

/// <summary>All that <c>info</c> says about a model, before it is a table or JSON.</summary>
/// <param name="Path">The file.</param>
/// <param name="Model">What it holds.</param>
/// <param name="Network">The network at the size it is used at.</param>
internal sealed record ModelReport(string Path, ModelDescription Model, InferredNetwork Network)
{
    internal ImmutableArray<LayerSummary> Layers { get; } = LayerSummary.Of(Network);

    /// <summary>Where the layers run, where an accelerator was asked about.</summary>
    internal LayerPlacement? Placement { get; init; }

    internal ClassifierHead? Head { get; } = HeadDetection.Find(Network);

    /// <summary>The layers that <c>--layer</c> takes; null where there is no classifier's head.</summary>
    internal TargetLayers? TargetLayers => field ??= Head is null ? null : TargetLayers.Of(Network, Head);

    internal ReceptiveFields Fields { get; } = new(Network);

    internal long Parameters => Layers.Sum(l => l.Parameters);

    internal long MultiplyAdds => Layers.Sum(l => l.MultiplyAdds);

    internal Shape ShapeOf(string value) => Network.Values[value].Shape;

    /// <summary>The layer that gives a value; the value's own name where no layer does.</summary>
    internal string LayerOf(string value) => Network.Nodes.FirstOrDefault(n => n.Output == value) is { Name.Length: > 0 } node ? node.Name : value;

    internal static string Describe(HeadForm form) => form switch
    {
        HeadForm.PoolingThenFullyConnected => "global pooling, then fully connected",
        HeadForm.ConvolutionThenPooling => "1x1 convolution, then global pooling",
        _ => "global pooling, then 1x1 convolution",
    };
}
