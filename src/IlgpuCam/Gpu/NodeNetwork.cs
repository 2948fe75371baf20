using IlgpuCam.Models;

namespace IlgpuCam.Gpu;

/// <summary>One node of a network as a network by itself.</summary>
internal static class NodeNetwork
{
    /// <summary>The node with the constants it reads; the values that it reads are the inputs.</summary>
    internal static Network Of(Node node, InferredNetwork network)
    {
        var names = node.Inputs.Where(i => i.Length > 0).Distinct().ToArray();
        var variables = names.Where(i => !network.Constants.ContainsKey(i)).ToArray();
        return new(
            variables.Select(i => new NetworkInput(i, [.. network.Values[i].Shape.Dimensions.ToArray()])),
            names.Except(variables).Select(i => KeyValuePair.Create(i, network.Constants[i])),
            [node],
            [node.Output]);
    }
}
