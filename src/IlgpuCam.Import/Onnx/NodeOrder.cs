using IlgpuCam.Models;

namespace IlgpuCam.Import.Onnx;

/// <summary>Chooses the nodes that the outputs need, and puts them into an order in which they can run: the file's own, where that is one.</summary>
internal sealed class NodeOrder
{
    private readonly string _file;
    private readonly List<OnnxNode> _nodes;
    private readonly HashSet<string> _given;
    private readonly Dictionary<string, int> _producers = [];

    private NodeOrder(string file, List<OnnxNode> nodes, HashSet<string> given)
    {
        _file = file;
        _nodes = nodes;
        _given = given;
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var output in nodes[i].Outputs.Where(o => o.Length > 0))
            {
                if (given.Contains(output) || !_producers.TryAdd(output, i))
                {
                    throw new ModelFormatException($"{file}: node '{nodes[i].Label}' gives the value '{output}', which is given twice.");
                }
            }
        }
    }

    /// <summary>Sorts.</summary>
    /// <param name="file">Named in errors.</param>
    /// <param name="nodes">The nodes of the graph.</param>
    /// <param name="given">The names of inputs and initialisers.</param>
    /// <param name="outputs">The names of the graph's outputs.</param>
    /// <exception cref="ModelFormatException">A value is missing or given twice, or nodes form a cycle.</exception>
    internal static List<OnnxNode> Sort(string file, List<OnnxNode> nodes, HashSet<string> given, IEnumerable<string> outputs)
    {
        var order = new NodeOrder(file, nodes, given);
        var needed = order.Needed(outputs);
        return order.Sort(needed);
    }

    private bool[] Needed(IEnumerable<string> outputs)
    {
        var needed = new bool[_nodes.Count];
        var open = new Stack<int>();
        foreach (var output in outputs.Where(o => !_given.Contains(o)))
        {
            open.Push(_producers.TryGetValue(output, out var producer)
                ? producer
                : throw new ModelFormatException($"{_file}: the graph's output '{output}' is given by no node, input or initialiser."));
        }

        while (open.TryPop(out var node))
        {
            if (needed[node])
            {
                continue;
            }

            needed[node] = true;
            foreach (var input in _nodes[node].Dependencies.Where(n => n.Length > 0 && !_given.Contains(n)))
            {
                open.Push(_producers.TryGetValue(input, out var producer)
                    ? producer
                    : throw new ModelFormatException($"{_file}: node '{_nodes[node].Label}' reads '{input}', which is given by no node, input or initialiser."));
            }
        }

        return needed;
    }

    /// <summary>Depth first, without recursion: a graph may be as deep as it has nodes.</summary>
    private List<OnnxNode> Sort(bool[] needed)
    {
        var order = new List<OnnxNode>();
        var next = new int[_nodes.Count]; // The input to look at next; beyond the last one when the node is done.
        var path = new Stack<int>();
        for (var first = 0; first < next.Length; first++)
        {
            if (needed[first] && next[first] == 0)
            {
                path.Push(first);
            }

            while (path.TryPeek(out var node))
            {
                var inputs = _nodes[node].Dependencies;
                if (next[node] >= inputs.Count)
                {
                    next[node] = int.MaxValue;
                    order.Add(_nodes[path.Pop()]);
                }
                else if (_producers.TryGetValue(inputs[next[node]++], out var producer) && next[producer] != int.MaxValue)
                {
                    if (next[producer] > 0)
                    {
                        throw new ModelFormatException($"{_file}: node '{_nodes[producer].Label}' is part of a cycle.");
                    }

                    path.Push(producer);
                }
            }
        }

        return order;
    }
}
