using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Builds a network node by node, in an order in which they can run. What does not depend on an input is folded at once, so that importers can ask for its value.</summary>
internal sealed class NetworkBuilder
{
    private readonly List<NetworkInput> _inputs = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, Node> _producers = [];
    private readonly Dictionary<string, ConstantTensor> _constants = [];
    private readonly FoldingBudget _budget = new();
    private readonly ConstantEvaluation _evaluation = new();

    // What is known at the default input shapes; it settles what depends on ranks and types, which no other input size changes.
    private readonly ShapeView _default = new();

    // The same at other lengths of all axes that are open: what is equal here does not depend on them.
    private readonly ShapeView _other = new();

    /// <summary>Why the network does not accept its default input shapes, or null.</summary>
    internal NetworkException? DefaultShapeError => _default.Error;

    internal IReadOnlyList<NetworkInput> Inputs => _inputs;

    /// <summary>Lists of values under one name, which only importers know.</summary>
    internal Dictionary<string, ImmutableArray<string>> Sequences { get; } = [];

    internal void AddInput(NetworkInput input, ElementType type)
    {
        _inputs.Add(input);
        _default.Add(input.Name, new(type, input.DefaultShape));
        _other.Add(input.Name, new(type, Other(input)));
    }

    internal void AddConstant(string name, ConstantTensor value)
    {
        if (!_constants.TryAdd(name, value))
        {
            throw new NetworkException($"The constant '{name}' is given twice.");
        }

        _default.AddConstant(name, value);
        _other.AddConstant(name, value);
    }

    /// <summary>Takes memory out of what constants may take that are made while importing, where so much is left.</summary>
    internal bool TrySpend(long bytes) => _budget.TrySpend(bytes);

    /// <summary>Whether a value is there already.</summary>
    internal bool Has(string name) => _constants.ContainsKey(name) || _default.Info(name) is not null || Sequences.ContainsKey(name);

    /// <summary>A value that depends on no input, or null.</summary>
    internal ConstantTensor? Constant(string name) => _constants.GetValueOrDefault(name);

    /// <summary>A value that depends on no more than the inputs' default shapes, or null.</summary>
    internal ConstantTensor? Known(string name) => _default.Known(name);

    /// <summary>A value that depends on no input, or on no more than what the inputs' declarations state of their shapes; or null.</summary>
    internal ConstantTensor? Settled(string name) => Constant(name)
        ?? (_default.Known(name) is { } a && _other.Known(name) is { } b && a.Type == b.Type && a.Shape.Equals(b.Shape) && a.Bytes.Span.SequenceEqual(b.Bytes.Span) ? a : null);

    /// <summary>Type and shape of a value at the default input shapes, or null where these are not accepted.</summary>
    internal ValueInfo? Info(string name) => _default.Info(name);

    /// <summary>The node that gives a value, or null for an input or a constant.</summary>
    internal Node? Producer(string name) => _producers.GetValueOrDefault(name);

    /// <summary>Whether something is true of the shapes of two values whatever the input's size.</summary>
    internal bool Always(string first, string second, Func<Shape, Shape, bool> condition) =>
        Array.TrueForAll([_default, _other], view => view.Info(first) is { } a && view.Info(second) is { } b && condition(a.Shape, b.Shape));

    /// <summary>Whether an axis has length 1 whatever the input's size.</summary>
    internal bool IsSingle(string name, int axis) => Always(name, name, (shape, _) => (axis < 0 ? axis + shape.Rank : axis) is >= 0 and var at && at < shape.Rank && shape[at] == 1);

    internal void Add(Node node)
    {
        if (node.Inputs.All(n => n.Length == 0 || _constants.ContainsKey(n)))
        {
            var infos = node.Inputs.Where(n => n.Length > 0).Distinct().ToDictionary(n => n, n => new ValueInfo(_constants[n].Type, _constants[n].Shape));
            var context = ShapeInference.Context(node, infos, _constants);
            var info = node.Operator.Infer(context);
            if ((_budget.Fold(node, context) ?? _evaluation.Evaluate(node, context, info)) is { } folded)
            {
                AddConstant(node.Output, folded);
                return;
            }
        }

        _default.Add(node);
        _other.Add(node);
        _nodes.Add(node);
        _producers[node.Output] = node;
    }

    /// <exception cref="NetworkException">A name is given twice, or a value is missing.</exception>
    internal Network Build(IEnumerable<string> outputs) => new(_inputs, _constants, _nodes, outputs);

    /// <summary>The declared shape with two images a batch, and another size of these, where it leaves that open.</summary>
    private static Shape Other(NetworkInput input) =>
        [.. input.DefaultShape.Select((length, axis) => input.Dimensions[axis] >= 0 ? length : !input.IsImage || axis == 0 ? length + 1 : axis == 1 ? length : axis == 2 ? 288 : 320)];
}
