namespace IlgpuCam.Models.Passes;

/// <summary>Runs the passes that make a network smaller without changing what it computes, until none finds anything more. Values that remain keep their names.</summary>
internal static class Simplify
{
    // Nodes looked at over all rounds. Real networks need a handful of rounds; a file can be made to need one for every node.
    private const long MostWork = 50_000_000;

    /// <summary>The simplified network.</summary>
    /// <param name="network">Any network.</param>
    /// <exception cref="NetworkException">What is folded takes more memory than it may, or a node does not accept its constants.</exception>
    internal static Network Apply(Network network)
    {
        var budget = new FoldingBudget();
        Func<Network, Network>[] passes =
        [
            n => FoldConstants.Apply(n, budget),
            n => PushTransposes.Apply(n, budget),
            RemoveIdentities.Apply,
            FoldPadding.Apply,
            FindActivations.Apply,
            FindLayerNormalizations.Apply,
            MergeBias.Apply,
            n => FoldBatchNormalization.Apply(n, budget),
            RemoveUnused.Apply,
        ];

        // Every pass that changes something takes a node away, or an edge to one, or moves a node towards the results, so this ends.
        var work = 0L;
        for (var before = default(Network); !ReferenceEquals(before, network) && work < MostWork; work += passes.Length * network.Nodes.Length)
        {
            before = network;
            network = passes.Aggregate(network, static (current, pass) => pass(current));
        }

        return network;
    }
}
