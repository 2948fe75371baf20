using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Builds a network node by node, in an order in which they can run. What does not depend on an input is folded at once, so that importers can ask for its value.</summary>
internal sealed class NetworkBuilder
{
    private readonly List<NetworkInput> _inputs = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ConstantTensor> _constants = [];
    private readonly FoldingBudget _budget = new();

    // What is known at the default input shapes; it settles what depends on ranks and types, which no other input size changes.
    private readonly Dictionary<string, ValueInfo> _infos = [];
    private readonly Dictionary<string, ConstantTensor> _known = [];

    /// <summary>Why the network does not accept its default input shapes, or null.</summary>
    internal NetworkException? DefaultShapeError { get; private set; }

    internal IReadOnlyList<NetworkInput> Inputs => _inputs;

    internal void AddInput(NetworkInput input, ElementType type)
    {
        _inputs.Add(input);
        _infos[input.Name] = new(type, input.DefaultShape);
    }

    internal void AddConstant(string name, ConstantTensor value)
    {
        if (!_constants.TryAdd(name, value))
        {
            throw new NetworkException($"The constant '{name}' is given twice.");
        }

        _known[name] = value;
        _infos[name] = new(value.Type, value.Shape);
    }

    /// <summary>Takes memory out of what constants may take that are made while importing, where so much is left.</summary>
    internal bool TrySpend(long bytes) => _budget.TrySpend(bytes);

    /// <summary>Whether a value is there already.</summary>
    internal bool Has(string name) => _constants.ContainsKey(name) || _infos.ContainsKey(name);

    /// <summary>A value that depends on no input, or null.</summary>
    internal ConstantTensor? Constant(string name) => _constants.GetValueOrDefault(name);

    /// <summary>A value that depends on no more than the inputs' default shapes, or null.</summary>
    internal ConstantTensor? Known(string name) => _known.GetValueOrDefault(name);

    /// <summary>Type and shape of a value at the default input shapes, or null where these are not accepted.</summary>
    internal ValueInfo? Info(string name) => _infos.GetValueOrDefault(name);

    internal void Add(Node node)
    {
        var present = node.Inputs.Where(n => n.Length > 0);
        if (present.All(_constants.ContainsKey))
        {
            var context = ShapeInference.Context(node, _infos, _constants);
            _infos[node.Output] = node.Operator.Infer(context);
            if (_budget.Fold(node, context) is { } folded)
            {
                AddConstant(node.Output, folded);
                return;
            }
        }
        else if (present.All(_infos.ContainsKey))
        {
            InferAtDefault(node);
        }

        _nodes.Add(node);
    }

    /// <exception cref="NetworkException">A name is given twice, or a value is missing.</exception>
    internal Network Build(IEnumerable<string> outputs) => new(_inputs, _constants, _nodes, outputs);

    private void InferAtDefault(Node node)
    {
        try
        {
            var context = ShapeInference.Context(node, _infos, _known);
            _infos[node.Output] = node.Operator.Infer(context);
            if (_budget.Fold(node, context) is { } folded)
            {
                _known[node.Output] = folded;
            }
        }
        catch (NetworkException e)
        {
            // Another input size may still be accepted: whoever builds the network decides what this means.
            DefaultShapeError ??= e;
        }
    }
}
