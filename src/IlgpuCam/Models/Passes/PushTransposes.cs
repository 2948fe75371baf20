using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>
/// Moves transpositions towards the results, through what treats all axes alike, so that those of graphs with channels last meet their inverses and
/// vanish. One sweep in the network's order moves each as far as it goes.
/// </summary>
internal sealed class PushTransposes
{
    private readonly Network _network;
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ConstantTensor> _constants;
    private readonly Dictionary<string, (string Source, ImmutableArray<int> Order)> _transposed = [];
    private readonly FreshNames _names;
    private readonly FoldingBudget _budget;
    private bool _changed;

    private PushTransposes(Network network, FoldingBudget budget)
    {
        (_network, _budget) = (network, budget);
        _constants = new(network.Constants);
        HashSet<string> taken = [.. network.Nodes.Select(n => n.Output), .. network.Inputs.Select(i => i.Name), .. network.Constants.Keys];
        _names = new(taken.Contains);
    }

    /// <param name="network">Any network.</param>
    /// <param name="budget">Bounds the memory of constants that are turned.</param>
    internal static Network Apply(Network network, FoldingBudget budget) =>
        network.Nodes.Any(n => n.Operator is Transpose) ? new PushTransposes(network, budget).Sweep() : network;

    private Network Sweep()
    {
        foreach (var node in _network.Nodes)
        {
            if (node.Operator is Transpose { Permutation.IsDefaultOrEmpty: false } transpose)
            {
                Join(node, transpose.Permutation);
            }
            else if (Order(node) is not { } order || Moved(node, order) is not { } moved)
            {
                _nodes.Add(node);
            }
            else
            {
                moved = moved with { Output = _names.Of($"{node.Output}.moved") };
                _nodes.Add(moved);
                Record(node with { Operator = new Transpose(order), Inputs = [moved.Output] }, moved.Output, order);
                _changed = true;
            }
        }

        return _changed ? new(_network.Inputs, _constants, _nodes, _network.Outputs) : _network;
    }

    /// <summary>A transposition of a transposed value is one of its source, or none.</summary>
    private void Join(Node node, ImmutableArray<int> order)
    {
        var source = node.Inputs[0];
        if (_transposed.TryGetValue(source, out var first) && first.Order.Length == order.Length && order.All(axis => axis >= 0 && axis < order.Length))
        {
            (source, order) = (first.Source, [.. order.Select(axis => first.Order[axis])]);
            node = node with { Operator = new Transpose(order), Inputs = [source] };
            _changed = true;
        }

        if (IsPermutation(order) && order.SequenceEqual(Enumerable.Range(0, order.Length)))
        {
            _nodes.Add(node with { Operator = new Identity(), Inputs = [source] });
            _changed = true;
        }
        else
        {
            Record(node, source, order);
        }
    }

    private void Record(Node node, string source, ImmutableArray<int> order)
    {
        _nodes.Add(node);
        if (IsPermutation(order))
        {
            _transposed[node.Output] = (source, order);
        }
    }

    /// <summary>The order that all transposed inputs of a node have in common, or null.</summary>
    private ImmutableArray<int>? Order(Node node)
    {
        ImmutableArray<int>? order = null;
        foreach (var input in node.Inputs)
        {
            if (_transposed.TryGetValue(input, out var transposed))
            {
                if (order is { } known && !known.SequenceEqual(transposed.Order))
                {
                    return null;
                }

                order = transposed.Order;
            }
        }

        return order;
    }

    /// <summary>The node on the values before they are transposed, or null where that is not possible.</summary>
    private Node? Moved(Node node, ImmutableArray<int> order) => node.Operator switch
    {
        Activate when node.Inputs.Length == 1 => OnSources(node),
        Add or Multiply or Arithmetic => Binary(node, order),
        Concat concat when node.Inputs.All(_transposed.ContainsKey) && concat.Axis >= -order.Length && concat.Axis < order.Length =>
            OnSources(node with { Operator = new Concat(order[concat.Axis < 0 ? concat.Axis + order.Length : concat.Axis]) }),
        Pad pad when node.Inputs.Length == 1 && pad.Pads.Length == 2 * order.Length => OnSources(node with { Operator = pad with { Pads = Pads(pad.Pads, order) } }),
        _ => null,
    };

    private Node OnSources(Node node) => node with { Inputs = [.. node.Inputs.Select(i => _transposed[i].Source)] };

    private Node? Binary(Node node, ImmutableArray<int> order)
    {
        var inputs = new string[node.Inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (_transposed.TryGetValue(node.Inputs[i], out var transposed))
            {
                inputs[i] = transposed.Source;
            }
            else if (_constants.TryGetValue(node.Inputs[i], out var constant) && constant.Shape.Rank <= order.Length)
            {
                inputs[i] = Constant(node, node.Inputs[i], constant, order);
            }
            else
            {
                return null;
            }
        }

        return node with { Inputs = [.. inputs] };
    }

    /// <summary>A constant as it has to be before a transposition, so that it is the given one behind it.</summary>
    private string Constant(Node node, string name, ConstantTensor constant, ImmutableArray<int> order)
    {
        if (constant.Shape.ElementCount == 1)
        {
            return name;
        }

        Shape aligned = [.. Enumerable.Repeat(1, order.Length - constant.Shape.Rank), .. constant.Shape];
        var inverse = new int[order.Length];
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[order[i]] = i;
        }

        var turn = node with { Operator = new Transpose([.. inverse]), Inputs = [name] };
        var context = new InferenceContext(turn, [new(constant.Type, aligned)], [constant.Reshape(aligned)]);
        var before = _names.Of($"{name}.before");
        _constants[before] = _budget.Fold(turn, context)!;
        return before;
    }

    private static ImmutableArray<int> Pads(ImmutableArray<int> pads, ImmutableArray<int> order)
    {
        var result = new int[pads.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (result[order[i]], result[order[i] + order.Length]) = (pads[i], pads[i + order.Length]);
        }

        return [.. result];
    }

    private static bool IsPermutation(ImmutableArray<int> order) => order.Order().SequenceEqual(Enumerable.Range(0, order.Length));
}
