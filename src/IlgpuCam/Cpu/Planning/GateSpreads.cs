using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// Finds gradients of global averages that only a gate reads, and that are 0 for most maps: the gate takes the one number a map, which need not be spread over maps that are hardly looked at. Where only
/// the mean of each of its maps is read, the gate gives these.
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
        var changed = new Dictionary<Node, Node?>();
        foreach (var gate in gates)
        {
            if (producers.GetValueOrDefault(gate.Inputs[0]) is { Operator: AveragePoolGradient2d spread } node && readers[node.Output] == 1
                && spread.Geometry(inferred.Context(node)) is { OutputHeight: 1, OutputWidth: 1 } window && (window.Kernel.Height, window.Kernel.Width) == (window.Height, window.Width))
            {
                var factor = names.Of($"{node.Output}.factor");
                constants[factor] = ConstantTensor.FromFloats(Shape.Scalar, [1f / (window.Height * window.Width)]);
                changed[node] = node with { Operator = new Multiply(), Inputs = [node.Inputs[0], factor] };
                if (readers.GetValueOrDefault(gate.Output) == 1
                    && inferred.Nodes.FirstOrDefault(n => n.Inputs.Contains(gate.Output)) is { Operator: GlobalPool { Pooling: PoolingKind.Average, KeepDimensions: true } } mean)
                {
                    changed[gate] = gate with { Operator = (ActivationGradient)gate.Operator with { IsMean = true }, Output = mean.Output };
                    changed[mean] = null;
                }
                else if (IsReadByChannels(inferred, gate))
                {
                    changed[gate] = gate with { Operator = (ActivationGradient)gate.Operator with { LeavesZerosOut = true } };
                }
            }
        }

        return changed.Count == 0
            ? network
            : new(network.Inputs, constants, network.Nodes.Select(n => changed.GetValueOrDefault(n, n)).OfType<Node>(), network.Outputs);
    }

    /// <summary>Whether only a 1x1 convolution reads a gate's maps, which goes by their numbers and leaves those of 0 out, and nothing is added to it in its store.</summary>
    private static bool IsReadByChannels(InferredNetwork inferred, Node gate)
    {
        Node[] readers = [.. inferred.Nodes.Where(n => n.Inputs.Contains(gate.Output))];
        return !inferred.Network.Outputs.Contains(gate.Output) && readers is [{ Inputs.Length: 2, Operator: Conv2d { Activation.Kind: ActivationKind.None } convolution } reader]
            && SparseChannels.Fits(convolution, convolution.Geometry(inferred.Context(reader)))
            && !inferred.Nodes.Any(n => n.Operator is Add && n.Inputs.Contains(reader.Output));
    }
}
