using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Passes;

/// <summary>Takes out nodes that give what they read. Where one gives a result of the network, the node before it takes over that result's name.</summary>
internal static class RemoveIdentities
{
    internal static Network Apply(Network network)
    {
        var outputs = network.Outputs.ToHashSet();
        var produced = new HashSet<string>();
        var renamed = new Dictionary<string, string>();
        var kept = new List<Node>();
        foreach (var node in network.Nodes)
        {
            if (!IsIdentity(node))
            {
                kept.Add(node);
                produced.Add(node.Output);
                continue;
            }

            var source = Resolve(node.Inputs[0]);
            if (!outputs.Contains(node.Output))
            {
                renamed[node.Output] = source;
            }
            else if (!outputs.Contains(source) && produced.Remove(source))
            {
                renamed[source] = node.Output;
                produced.Add(node.Output);
            }
            else
            {
                kept.Add(node); // A result that is an input, a constant, or another result under a second name.
            }
        }

        return renamed.Count == 0
            ? network
            : new(
                network.Inputs, network.Constants, kept.Select(n => n with { Inputs = [.. n.Inputs.Select(Resolve)], Output = Resolve(n.Output) }), network.Outputs);

        string Resolve(string value)
        {
            while (renamed.TryGetValue(value, out var next))
            {
                value = next;
            }

            return value;
        }
    }

    private static bool IsIdentity(Node node) => node.Operator switch
    {
        Identity => true,
        Concat => node.Inputs.Length == 1,
        Pad pad => node.Inputs.Length == 1 && !pad.Pads.IsDefault && pad.Pads.All(p => p == 0),
        _ => false,
    };
}
