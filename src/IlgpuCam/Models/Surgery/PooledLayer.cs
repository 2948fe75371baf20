using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Surgery;

/// <summary>A network cut off behind one of its layers, with global pooling of that layer as its only result: what a linear classifier is trained on (Zhou et al. 2016, section 2).</summary>
/// <param name="Network">From the image to the pooled features.</param>
/// <param name="Layer">The value that is pooled.</param>
/// <param name="Output">The result [N,K].</param>
/// <param name="Count">K, the number of features.</param>
/// <param name="IsMap">Whether the layer has places, so that a class activation map can be drawn from it.</param>
public sealed record PooledLayer(Network Network, string Layer, string Output, int Count, bool IsMap)
{
    /// <summary>Cuts a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">A value, or the name of a node; null for the maps that class activation mapping uses, or, in a classifier without, its last maps.</param>
    /// <param name="pooling">Mean or maximum.</param>
    /// <exception cref="NetworkException">There is no such layer, its result is neither maps [N,K,h,w] nor features [N,K], or the network is no image classifier and no layer was named.</exception>
    public static PooledLayer Cut(Network network, string? layer, PoolingKind pooling)
    {
        ArgumentNullException.ThrowIfNull(network);
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        var value = layer is null ? LastMaps(inferred) : Find(network, layer);
        var info = inferred.Values[value];
        if (info.Type != ElementType.Float32 || info.Shape.Rank is not (2 or 4) || info.Shape.ElementCount == 0)
        {
            throw new NetworkException($"The layer {MessageText.Quote(layer ?? value)} gives {info.Shape} of {info.Type}; maps [N,K,h,w] or features [N,K] of floats were expected.");
        }

        var trunk = network.WithOutputs([value]);
        if (info.Shape.Rank == 2)
        {
            return new(trunk, value, value, info.Shape[1], IsMap: false);
        }

        var output = new FreshNames(Names(network).Contains).Of("pooled_features");
        var pool = new Node(output, new GlobalPool(pooling, KeepDimensions: false), [value], output);
        return new(new(trunk.Inputs, trunk.Constants, [.. trunk.Nodes, pool], [output]), value, output, info.Shape[1], IsMap: true);
    }

    /// <summary>Every name that a value of the network has.</summary>
    internal static HashSet<string> Names(Network network) =>
        [.. network.Constants.Keys, .. network.Inputs.Select(i => i.Name), .. network.Nodes.Select(n => n.Output)];

    private static string LastMaps(InferredNetwork network) => HeadDetection.Find(network)?.LastMaps
        ?? throw new NetworkException("The network is no image classifier with maps before its scores; name the layer whose features are wanted.");

    private static string Find(Network network, string layer)
    {
        if (network.Nodes.Any(n => n.Output == layer))
        {
            return layer;
        }

        string[] named = [.. network.Nodes.Where(n => n.Name == layer).Select(n => n.Output)];
        return named switch
        {
            [var only] => only,
            [] => throw new NetworkException($"There is no layer {MessageText.Quote(layer)}; the last ones are {MessageText.Some([.. network.Nodes.Reverse().Select(n => n.Output)])}."),
            _ => throw new NetworkException($"Several layers have the name {MessageText.Quote(layer)}; give one of their values {MessageText.Some(named)}."),
        };
    }
}
