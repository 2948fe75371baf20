using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu;

/// <summary>Which values of a network are written into their place in a concatenation.</summary>
/// <remarks>A part of a single image is as dense as any value. Parts of several images lie apart, which only some kernels can read and write.</remarks>
internal sealed class ConcatParts
{
    private readonly InferredNetwork _network;
    private readonly Dictionary<string, FusedNode> _producers;
    private readonly HashSet<string> _needDense = [];

    private ConcatParts(InferredNetwork network, IReadOnlyList<FusedNode> nodes)
    {
        _network = network;
        _producers = nodes.ToDictionary(n => n.Output);
        _needDense.UnionWith(network.Network.Outputs);
        foreach (var node in nodes)
        {
            if (!Walks(node.Node))
            {
                // What it gives is dense as well.
                _needDense.UnionWith(node.Node.Inputs.Append(node.Residual ?? node.Output));
            }
        }
    }

    /// <summary>For each such value its whole, which may be a part itself, and where it begins there, in elements of an image.</summary>
    internal static Dictionary<string, (string Whole, int Place)> Find(InferredNetwork network, IReadOnlyList<FusedNode> nodes)
    {
        var parts = new ConcatParts(network, nodes);
        return ConcatPlacement.Find(nodes.Where(n => parts.IsConcat(n.Node)).Select(n => (n.Output, n.Node.Inputs.ToArray())), parts.Length, (part, _, _) => parts.Fits(part));
    }

    // Along the channels, or, of one image, along any axis before which all lengths are 1.
    private bool IsConcat(Node node)
    {
        if (node.Operator is not Concat concat)
        {
            return false;
        }

        var shape = _network.Values[node.Output].Shape;
        var axis = _network.Context(node).NormaliseAxis(concat.Axis, shape.Rank);
        return shape.ElementCount is > 0 and <= int.MaxValue && (axis == 1 || (axis > 1 && shape.Take(axis).All(l => l == 1)));
    }

    private int Length(string value) => (int)(_network.Values[value].Shape.ElementCount / _network.Values[value].Shape[0]);

    private bool Fits(string value) => _producers.TryGetValue(value, out var producer)
        && !DevicePlanBuilder.IsSameElements(producer.Node.Operator)
        && (_network.Values[value].Shape[0] == 1 || (Walks(producer.Node) && IsStoredByKernel(producer) && !_needDense.Contains(value)));

    // Whether the kernels of an operator take images that lie apart; those of single pixels are another operator's.
    private bool Walks(Node node) => node.Operator is MaxPool2d or AveragePool2d
        || (node.Operator is Conv2d && _network.Values[node.Inputs[0]].Shape is var shape && shape[2] * shape[3] > 1)
        || IsConcat(node);

    // Functions other than clamps go over the whole value once more.
    private static bool IsStoredByKernel(FusedNode producer) => producer.Node.Operator is not Conv2d || producer.StoreActivation.IsClamp;
}
