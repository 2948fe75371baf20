using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>Finds channels that are shuffled between groups, written as reshape, transposition, reshape (ShuffleNet), and gathers them in their new order instead.</summary>
internal static class FindChannelShuffles
{
    /// <summary>The network with gathers; the same object where it has no shuffle.</summary>
    /// <param name="inferred">A network of known shapes: without them a reshape tells nothing.</param>
    internal static Network Apply(InferredNetwork inferred)
    {
        var producers = inferred.Nodes.ToDictionary(n => n.Output);
        var constants = new Dictionary<string, ConstantTensor>(inferred.Network.Constants);
        var gathers = new Dictionary<string, Node>();
        foreach (var node in inferred.Nodes)
        {
            if (node.Operator is Reshape && producers.GetValueOrDefault(node.Inputs[0]) is { Operator: Transpose { Permutation: [0, 2, 1, 3, 4] } } transpose
                && producers.GetValueOrDefault(transpose.Inputs[0]) is { Operator: Reshape } apart
                && Groups(inferred.Values[apart.Inputs[0]].Shape, inferred.Values[apart.Output].Shape, inferred.Values[node.Output].Shape) is var (groups, channels))
            {
                var name = $"{node.Output}.order";
                while (inferred.Values.ContainsKey(name) || constants.ContainsKey(name))
                {
                    name += "_";
                }

                constants[name] = ConstantTensor.FromInt64([.. Enumerable.Range(0, groups * channels).Select(i => (i % groups * (long)channels) + (i / groups))]);
                gathers[node.Output] = node with { Operator = new Gather(1), Inputs = [apart.Inputs[0], name] };
            }
        }

        return gathers.Count == 0
            ? inferred.Network
            : new Network(
                inferred.Network.Inputs, constants, inferred.Network.Nodes.Select(n => gathers.GetValueOrDefault(n.Output, n)), inferred.Network.Outputs)
                .WithOutputs(inferred.Network.Outputs);
    }

    private static (int Groups, int Channels)? Groups(Shape maps, Shape apart, Shape shuffled) =>
        maps.Rank == 4 && shuffled.Equals(maps) && apart.Rank == 5 && apart[0] == maps[0] && (long)apart[1] * apart[2] == maps[1] && apart[3] == maps[2] && apart[4] == maps[3]
            ? (apart[1], apart[2])
            : null;
}
