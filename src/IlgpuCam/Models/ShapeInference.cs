using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Gives every value of a network its shape for given input shapes, and folds what is known then: constants, and arithmetic on shapes.</summary>
public static class ShapeInference
{
    /// <summary>Infers all shapes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The shape of each input by name; one that is not named has its default shape.</param>
    /// <exception cref="NetworkException">A node does not accept its inputs; the message names it.</exception>
    public static InferredNetwork Infer(Network network, IReadOnlyDictionary<string, Shape> inputs)
    {
        var values = new Dictionary<string, ValueInfo>();
        var constants = new Dictionary<string, ConstantTensor>(network.Constants);
        var remaining = ImmutableArray.CreateBuilder<Node>();
        var budget = new FoldingBudget();
        foreach (var input in network.Inputs)
        {
            values[input.Name] = new(ElementType.Float32, inputs.TryGetValue(input.Name, out var shape) ? shape : input.DefaultShape);
        }

        foreach (var (name, constant) in network.Constants)
        {
            values[name] = new(constant.Type, constant.Shape);
        }

        foreach (var node in network.Nodes)
        {
            var context = Context(node, values, constants);
            values[node.Output] = node.Operator.Infer(context);
            if (budget.Fold(node, context) is { } folded)
            {
                constants[node.Output] = folded;
            }
            else
            {
                remaining.Add(node);
            }
        }

        return new(network, remaining.ToImmutable(), values, constants);
    }

    internal static InferenceContext Context(Node node, IReadOnlyDictionary<string, ValueInfo> values, IReadOnlyDictionary<string, ConstantTensor> constants)
    {
        var infos = new ValueInfo?[node.Inputs.Length];
        var known = new ConstantTensor?[node.Inputs.Length];
        for (var i = 0; i < infos.Length; i++)
        {
            if (node.Inputs[i].Length > 0)
            {
                infos[i] = values[node.Inputs[i]];
                known[i] = constants.GetValueOrDefault(node.Inputs[i]);
            }
        }

        return new(node, infos, known);
    }
}
