using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>A network on inputs of known shape: every value has a type and a shape, and what does not depend on the image is folded into constants.</summary>
/// <param name="Network">The network it was made from.</param>
/// <param name="Nodes">The nodes that remain to be run, in order.</param>
/// <param name="Values">Type and shape of every value, constants included.</param>
/// <param name="Constants">The network's constants and the folded values.</param>
public sealed record InferredNetwork(
    Network Network, ImmutableArray<Node> Nodes, IReadOnlyDictionary<string, ValueInfo> Values, IReadOnlyDictionary<string, ConstantTensor> Constants)
{
    /// <summary>The context of one of the nodes, as its operator saw it.</summary>
    /// <param name="node">A node of this network.</param>
    public InferenceContext Context(Node node) => ShapeInference.Context(node, Values, Constants);
}
