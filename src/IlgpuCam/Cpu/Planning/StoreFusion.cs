using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// Finds sums of two maps of the same shape of which one is a convolution's result that nothing else reads: the convolution adds the other one in its store; and activations of what only they read of a
/// batch normalisation.
/// </summary>
internal static class StoreFusion
{
    /// <summary>The nodes in order; a fused one takes the place of the sum, where the other summand is there, or of the activation.</summary>
    internal static IEnumerable<FusedNode> Find(InferredNetwork network)
    {
        var readers = new Dictionary<string, int>();
        foreach (var value in network.Nodes.SelectMany(n => n.Inputs).Concat(network.Network.Outputs))
        {
            readers[value] = readers.GetValueOrDefault(value) + 1;
        }

        Dictionary<string, Node> ReadOnce(Func<Operator, bool> matches) =>
            network.Nodes.Where(n => matches(n.Operator) && readers.GetValueOrDefault(n.Output) == 1).ToDictionary(n => n.Output);
        var convolutions = ReadOnce(op => op is Conv2d { Activation.Kind: ActivationKind.None });
        var normalizations = ReadOnce(op => op is BatchNormalization);
        var moved = new Dictionary<string, FusedNode>();
        var gone = new HashSet<string>();
        foreach (var node in network.Nodes)
        {
            if (node.Operator is Activate activate && normalizations.TryGetValue(node.Inputs[0], out var normalization))
            {
                gone.Add(normalization.Output);
                moved[node.Output] = new(normalization, node.Output, Activation: activate.Activation);
            }

            if (node.Operator is not Add add || !network.Values[node.Inputs[0]].Shape.Equals(network.Values[node.Inputs[1]].Shape))
            {
                continue;
            }

            // Of two convolutions the second operand's: exporters write the shortcut there or have only one.
            for (var i = 1; i >= 0; i--)
            {
                if (convolutions.TryGetValue(node.Inputs[i], out var convolution) && node.Inputs[0] != node.Inputs[1])
                {
                    gone.Add(convolution.Output);
                    moved[node.Output] = new(convolution, node.Output, node.Inputs[1 - i], add.Activation);
                    break;
                }
            }
        }

        return network.Nodes.Where(n => !gone.Contains(n.Output)).Select(n => moved.GetValueOrDefault(n.Output) ?? new FusedNode(n, n.Output));
    }
}
