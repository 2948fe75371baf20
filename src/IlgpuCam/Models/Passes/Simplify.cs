namespace IlgpuCam.Models.Passes;

/// <summary>Runs the passes that make a network smaller without changing what it computes, until none finds anything more. Values that remain keep their names.</summary>
internal static class Simplify
{
    private static readonly Func<Network, Network>[] Passes =
    [
        FoldConstants.Apply,
        PushTransposes.Apply,
        RemoveIdentities.Apply,
        FoldPadding.Apply,
        FindActivations.Apply,
        FindLayerNormalizations.Apply,
        MergeBias.Apply,
        FoldBatchNormalization.Apply,
        RemoveUnused.Apply,
    ];

    /// <summary>The simplified network.</summary>
    /// <param name="network">Any network.</param>
    internal static Network Apply(Network network)
    {
        // Every pass that changes something takes a node away, or an edge to one, or moves a node towards the results, so this ends.
        for (var before = default(Network); !ReferenceEquals(before, network);)
        {
            before = network;
            network = Passes.Aggregate(network, (current, pass) => pass(current));
        }

        return network;
    }
}
