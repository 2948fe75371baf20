namespace IlgpuCam.Models.Passes;

/// <summary>Drops the nodes and constants that no result depends on.</summary>
internal static class RemoveUnused
{
    internal static Network Apply(Network network)
    {
        var needed = network.WithOutputs(network.Outputs);
        return needed.Nodes.Length < network.Nodes.Length || needed.Constants.Count < network.Constants.Count ? needed : network;
    }
}
