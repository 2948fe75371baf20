using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>What is known of a network's values at one size of its inputs, node by node.</summary>
internal sealed class ShapeView
{
    private readonly Dictionary<string, ValueInfo> _infos = [];
    private readonly Dictionary<string, ConstantTensor> _known = [];
    private readonly FoldingBudget _budget = new();

    /// <summary>Why a node does not accept this size, or null.</summary>
    internal NetworkException? Error { get; private set; }

    /// <summary>Type and shape of a value, or null where a node before it does not accept this size.</summary>
    internal ValueInfo? Info(string name) => _infos.GetValueOrDefault(name);

    /// <summary>The value where it depends on shapes and constants only, or null.</summary>
    internal ConstantTensor? Known(string name) => _known.GetValueOrDefault(name);

    internal void Add(string name, ValueInfo info) => _infos[name] = info;

    internal void AddConstant(string name, ConstantTensor value)
    {
        _known[name] = value;
        _infos[name] = new(value.Type, value.Shape);
    }

    /// <summary>Infers a node's result, where all that it reads is there.</summary>
    internal void Add(Node node)
    {
        if (!node.Inputs.All(n => n.Length == 0 || _infos.ContainsKey(n)))
        {
            return;
        }

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
            // Another size may still be accepted: whoever builds the network decides what this means.
            Error ??= e;
        }
    }
}
