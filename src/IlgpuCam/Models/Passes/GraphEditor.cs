using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>A network while a pass rewrites it: who gives a value, how many read it, and the changes so far.</summary>
internal sealed class GraphEditor
{
    private readonly Network _network;
    private readonly List<Node?> _nodes;
    private readonly Dictionary<string, int> _producers = [];
    private readonly Dictionary<string, int> _readers = [];
    private readonly Dictionary<string, ConstantTensor> _constants;
    private readonly FreshNames _names;
    private bool _changed;

    internal GraphEditor(Network network)
    {
        _network = network;
        _nodes = [.. network.Nodes];
        _constants = new(network.Constants);
        var inputs = network.Inputs.Select(i => i.Name).ToHashSet();
        _names = new(name => _constants.ContainsKey(name) || _producers.ContainsKey(name) || inputs.Contains(name));
        for (var i = 0; i < _nodes.Count; i++)
        {
            _producers[network.Nodes[i].Output] = i;
            Count(network.Nodes[i].Inputs, 1);
        }

        Count(network.Outputs, 2); // A result is read by the caller, too, and never by one node alone.
    }

    /// <summary>The nodes as they stood at the beginning; <see cref="Current"/> says what became of one.</summary>
    internal IEnumerable<Node> Original => _network.Nodes;

    /// <summary>The node that gives a value now, or null for an input, a constant, or a value that is gone.</summary>
    internal Node? Current(string value) => _producers.TryGetValue(value, out var index) ? _nodes[index] : null;

    internal ConstantTensor? Constant(string value) => _constants.GetValueOrDefault(value);

    /// <summary>Whether one node reads the value, and it is no result of the network.</summary>
    internal bool IsReadOnce(string value) => _readers.GetValueOrDefault(value) == 1;

    /// <summary>Replaces the node that gives a value by one that gives the same.</summary>
    internal void Replace(Node node)
    {
        var index = _producers[node.Output];
        Count(_nodes[index]!.Inputs, -1);
        Count(node.Inputs, 1);
        _nodes[index] = node;
        _changed = true;
    }

    /// <summary>Replaces a node whose value nothing reads any more by one that gives another value.</summary>
    internal void Rename(Node node, string output)
    {
        Replace(node);
        var index = _producers[node.Output];
        _producers.Remove(node.Output);
        _producers[output] = index;
        _nodes[index] = node with { Output = output };
    }

    /// <summary>Removes the node that gives a value which nothing reads any more.</summary>
    internal void Remove(string value)
    {
        var index = _producers[value];
        Count(_nodes[index]!.Inputs, -1);
        _nodes[index] = null;
        _producers.Remove(value);
        _changed = true;
    }

    /// <summary>Replaces the node that gives a value by a constant.</summary>
    internal void ReplaceByConstant(string value, ConstantTensor constant)
    {
        Remove(value);
        _constants.Add(value, constant);
    }

    /// <summary>Adds a constant.</summary>
    /// <param name="name">What to call it, where that is still free.</param>
    /// <param name="constant">Its value.</param>
    /// <returns>The name that it got.</returns>
    internal string AddConstant(string name, ConstantTensor constant)
    {
        name = _names.Of(name);
        _constants.Add(name, constant);
        return name;
    }

    /// <summary>The network after the changes; the same object where there were none.</summary>
    internal Network Finish() => _changed ? new(_network.Inputs, _constants, _nodes.OfType<Node>(), _network.Outputs) : _network;

    private void Count(IEnumerable<string> values, int change)
    {
        foreach (var value in values)
        {
            _readers[value] = _readers.GetValueOrDefault(value) + change;
        }
    }
}
