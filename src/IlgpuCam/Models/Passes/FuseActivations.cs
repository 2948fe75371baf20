using System.Collections.Immutable;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Passes;

/// <summary>Moves element-wise functions into the store of the convolution, sum or fully connected layer before them.</summary>
public static class FuseActivations
{
    /// <summary>Rewrites a network. A value that is an output, or that something else reads too, stays.</summary>
    /// <param name="network">The network.</param>
    /// <returns>A network with the same outputs.</returns>
    public static Network Apply(Network network)
    {
        var readers = new Dictionary<string, int>();
        foreach (var value in network.Nodes.SelectMany(n => n.Inputs).Concat(network.Outputs))
        {
            readers[value] = readers.GetValueOrDefault(value) + 1;
        }

        var producers = network.Nodes.Where(n => readers.GetValueOrDefault(n.Output) == 1).ToDictionary(n => n.Output);
        var fused = new Dictionary<Node, Node>();
        var swallowed = new HashSet<Node>();
        foreach (var node in network.Nodes)
        {
            if (node.Operator is Activate activate && node.Inputs.Length == 1 && producers.GetValueOrDefault(node.Inputs[0]) is { } producer
                && With(producer.Operator, activate.Activation) is { } merged)
            {
                fused[node] = producer with { Operator = merged, Output = node.Output };
                swallowed.Add(producer);
            }
        }

        var nodes = network.Nodes.Where(n => !swallowed.Contains(n)).Select(n => fused.GetValueOrDefault(n, n)).ToImmutableArray();
        return new(network.Inputs, network.Constants, nodes, network.Outputs);
    }

    private static Operator? With(Operator op, Activation activation) => op switch
    {
        Conv2d { Activation.Kind: ActivationKind.None } convolution => convolution with { Activation = activation },
        Add { Activation.Kind: ActivationKind.None } add => add with { Activation = activation },
        Multiply { Activation.Kind: ActivationKind.None } product => product with { Activation = activation },
        FullyConnected { Activation.Kind: ActivationKind.None } layer => layer with { Activation = activation },
        _ => null,
    };
}
