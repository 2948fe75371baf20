using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;

namespace IlgpuCam.Models.Surgery;

/// <summary>Where surgery begins: the head of a network that has class activation maps.</summary>
internal static class MapHead
{
    /// <summary>The head.</summary>
    /// <exception cref="NetworkException">Class activation maps are not defined for the network.</exception>
    internal static (ClassifierHead Head, CamHead Cam) Require(InferredNetwork network)
    {
        var head = HeadDetection.Find(network) ?? throw new NetworkException("The network is no image classifier, so it has no last map that could be changed.");
        return (head, head.Cam ?? throw new NetworkException($"Class activation maps are not defined for this network: {head.WhyNoCam}."));
    }

    /// <summary>The node that gives a value, behind nodes that leave every number in its place.</summary>
    internal static Node Behind(GraphEditor graph, string value)
    {
        var node = graph.Current(value);
        while (node is { Operator: Identity or Flatten or Reshape or Squeeze or Unsqueeze })
        {
            node = graph.Current(node.Inputs[0]);
        }

        return node ?? throw new NetworkException($"The value '{value}' comes from no layer.");
    }
}
