using System.Collections.Frozen;
using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Puts nodes into an order in which they can run; equal to the given order where that is one already.</summary>
internal static class GraphOrder
{
    internal static ImmutableArray<Node> Sort(
        ImmutableArray<NetworkInput> inputs, FrozenDictionary<string, ConstantTensor> constants, ImmutableArray<Node> nodes)
    {
        var available = new HashSet<string>(constants.Keys);
        foreach (var name in inputs.Select(i => i.Name))
        {
            if (!available.Add(name))
            {
                throw new NetworkException($"The value '{name}' is given twice.");
            }
        }

        var producers = new Dictionary<string, int>();
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Output.Length == 0 || available.Contains(nodes[i].Output) || !producers.TryAdd(nodes[i].Output, i))
            {
                throw new NetworkException($"Node '{nodes[i].Name}': its result '{nodes[i].Output}' needs a name that no other value has.");
            }
        }

        // Kahn's algorithm; the queue is ordered by position, so a given valid order stays as it is.
        var waiting = new int[nodes.Length];
        var consumers = new List<int>?[nodes.Length];
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var input in nodes[i].Inputs.Where(n => n.Length > 0 && !available.Contains(n)).Distinct())
            {
                if (!producers.TryGetValue(input, out var producer))
                {
                    throw new NetworkException($"Node '{nodes[i].Name}': its input '{input}' is given by no node, input or constant.");
                }

                (consumers[producer] ??= []).Add(i);
                waiting[i]++;
            }

            if (waiting[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = ImmutableArray.CreateBuilder<Node>(nodes.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            order.Add(nodes[next]);
            foreach (var consumer in consumers[next] ?? [])
            {
                if (--waiting[consumer] == 0)
                {
                    ready.Enqueue(consumer, consumer);
                }
            }
        }

        return order.Count == nodes.Length
            ? order.MoveToImmutable()
            : throw new NetworkException($"Node '{nodes[Array.FindIndex(waiting, w => w > 0)].Name}' is part of a cycle.");
    }
}
