using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients;

/// <summary>Takes functions out of the store of the layers before them, so that each is derived by itself; backends put them back where nothing else reads what is in between.</summary>
internal static class SplitActivations
{
    internal static Network Apply(Network network)
    {
        if (network.Nodes.All(n => n.Operator is Activate || n.Operator.StoreActivation == default))
        {
            return network;
        }

        var known = network.Nodes.Select(n => n.Output).Concat(network.Inputs.Select(i => i.Name)).Concat(network.Constants.Keys).ToHashSet();
        var names = new FreshNames(known.Contains);
        var nodes = new List<Node>();
        foreach (var node in network.Nodes)
        {
            if (node.Operator is Activate || Bare(node.Operator) is not { } bare)
            {
                nodes.Add(node);
                continue;
            }

            var before = names.Of($"{node.Output}.before");
            nodes.Add(node with { Operator = bare, Output = before });
            nodes.Add(new(node.Name, new Activate(node.Operator.StoreActivation), [before], node.Output));
        }

        return new(network.Inputs, network.Constants, nodes, network.Outputs);
    }

    private static Operator? Bare(Operator op) => op.StoreActivation == default ? null : op switch
    {
        Conv2d convolution => convolution with { Activation = default },
        Add add => add with { Activation = default },
        Multiply product => product with { Activation = default },
        FullyConnected layer => layer with { Activation = default },
        _ => throw new NetworkException($"An operator {op.Kind} with the function {op.StoreActivation.Kind} in its store cannot be derived."),
    };
}
