using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;

namespace IlgpuCam.Models.Surgery;

/// <summary>Pools the last maps in another way: the maximum in place of the mean (Oquab et al. 2015, "Is object localization for free?"), or the reverse.</summary>
public static class ReplaceGlobalPooling
{
    /// <summary>The network with another global pooling before its classifier. Scores and with them the ranking of classes change; the map of a given class never does.</summary>
    /// <param name="network">A classifier with a head for class activation maps.</param>
    /// <param name="pooling">The pooling wanted.</param>
    /// <returns>The new network, or the same one where it pools like this already.</returns>
    /// <exception cref="NetworkException">Class activation maps are not defined for the network, or it does not accept its default input.</exception>
    public static Network Apply(Network network, PoolingKind pooling)
    {
        ArgumentNullException.ThrowIfNull(network);
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        var (head, cam) = MapHead.Require(inferred);
        if (cam.Pooling == pooling)
        {
            return network;
        }

        var graph = new GraphEditor(network);
        var node = MapHead.Behind(graph, head.Logits);
        if (cam.Form != HeadForm.ConvolutionThenPooling)
        {
            node = MapHead.Behind(graph, node.Inputs[0]);
        }

        graph.Replace(node with { Operator = new GlobalPool(pooling, KeepDimensions: inferred.Values[node.Output].Shape.Rank == 4), Inputs = [node.Inputs[0]] });
        return graph.Finish();
    }
}
