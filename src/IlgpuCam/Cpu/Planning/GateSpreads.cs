using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// Finds gradients of global averages that only a gate reads, and that are 0 for most maps: the gate takes the one number a map, which need not be spread over maps that are hardly looked at.
/// </summary>
internal static class GateSpreads
{
    /// <summary>The network without them; the same object where it has none.</summary>
    internal static Network Apply(InferredNetwork inferred)
    {
        var network = inferred.Network;
        var gates = inferred.Nodes.Where(n => n.Operator is ActivationGradient { IsSparse: true }).ToArray();
        if (gates.Length == 0)
        {
            return network;
        }

        var producers = inferred.Nodes.ToDictionary(n => n.Output);
        var readers = inferred.Nodes.SelectMany(n => n.Inputs).Concat(network.Outputs).CountBy(value => value).ToDictionary();
        var names = new FreshNames(inferred.Values.ContainsKey);
        var constants = new Dictionary<string, ConstantTensor>(inferred.Network.Constants);
        var changed = new Dictionary<Node, Node[]>();
        foreach (var gate in gates)
        {
            if (producers.GetValueOrDefault(gate.Inputs[0]) is { Operator: AveragePoolGradient2d spread } node && readers[node.Output] == 1
                && spread.Geometry(inferred.Context(node)) is { OutputHeight: 1, OutputWidth: 1 } window && (window.Kernel.Height, window.Kernel.Width) == (window.Height, window.Width))
            {
                var factor = names.Of($"{node.Output}.factor");
                constants[factor] = ConstantTensor.FromFloats(Shape.Scalar, [1f / (window.Height * window.Width)]);
                changed[node] = [node with { Operator = new Multiply(), Inputs = [node.Inputs[0], factor] }];
            }
        }

        return changed.Count == 0
            ? network
            : new(network.Inputs, constants, network.Nodes.SelectMany(n => changed.GetValueOrDefault(n) ?? [n]), network.Outputs);
    }
}
