using System.Collections.Frozen;
using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>An immutable graph of operators: inputs, constants, nodes in an order in which they can run, and the names of the results. Checked once, when it is made.</summary>
public sealed class Network
{
    /// <summary>Creates a network; nodes may come in any order.</summary>
    /// <param name="inputs">What comes from outside.</param>
    /// <param name="constants">Weights and other constants by name.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="outputs">The names of the results, at least one.</param>
    /// <exception cref="NetworkException">A name is given twice, a value is missing, the nodes form a cycle, or there is no output.</exception>
    public Network(
        IEnumerable<NetworkInput> inputs, IEnumerable<KeyValuePair<string, ConstantTensor>> constants, IEnumerable<Node> nodes, IEnumerable<string> outputs)
    {
        Inputs = [.. inputs];
        Outputs = [.. outputs];
        var values = new Dictionary<string, ConstantTensor>();
        foreach (var (name, value) in constants)
        {
            if (!values.TryAdd(name, value))
            {
                throw new NetworkException($"The constant '{name}' is given twice.");
            }
        }

        Constants = values.ToFrozenDictionary();
        Nodes = GraphOrder.Sort(Inputs, Constants, [.. nodes]);
        if (Outputs.IsEmpty)
        {
            throw new NetworkException("A network needs at least one output, found none.");
        }

        var known = Nodes.Select(n => n.Output).Concat(Inputs.Select(i => i.Name)).Concat(Constants.Keys).ToHashSet();
        if (Outputs.FirstOrDefault(o => !known.Contains(o)) is { } missing)
        {
            throw new NetworkException($"The output '{missing}' is given by no node, input or constant.");
        }
    }

    /// <summary>What comes from outside.</summary>
    public ImmutableArray<NetworkInput> Inputs { get; }

    /// <summary>Weights and other constants by name.</summary>
    public FrozenDictionary<string, ConstantTensor> Constants { get; }

    /// <summary>The nodes; each comes after all that it reads.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>The names of the results.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>The declared shapes of all inputs, see <see cref="NetworkInput.DefaultShape"/>.</summary>
    public Dictionary<string, Shape> DefaultShapes() => Inputs.ToDictionary(i => i.Name, i => i.DefaultShape);

    /// <summary>The part of the network that the given values need: other nodes and constants are dropped.</summary>
    /// <param name="outputs">Names of values of this network.</param>
    /// <exception cref="NetworkException">There is no such value.</exception>
    public Network WithOutputs(IReadOnlyList<string> outputs)
    {
        var needed = outputs.ToHashSet();
        var nodes = new List<Node>();
        foreach (var node in Nodes.Reverse())
        {
            if (needed.Contains(node.Output))
            {
                nodes.Add(node);
                needed.UnionWith(node.Inputs);
            }
        }

        nodes.Reverse();
        return new(Inputs, Constants.Where(c => needed.Contains(c.Key)), nodes, outputs);
    }
}
