using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>Finds layer normalisations that exporters write as means, differences, squares and quotients (ONNX had no operator for them before version 17).</summary>
internal static class FindLayerNormalizations
{
    internal static Network Apply(Network network)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            switch (node.Operator)
            {
                case Multiply { Activation.Kind: ActivationKind.None }:
                    _ = Find(graph, node, 0) || Find(graph, node, 1);
                    break;
                case Add { Activation.Kind: ActivationKind.None }:
                    _ = AddBias(graph, node, 0) || AddBias(graph, node, 1);
                    break;
            }
        }

        return graph.Finish();
    }

    /// <summary>difference / sqrt(mean of its squares + epsilon) * scale.</summary>
    private static bool Find(GraphEditor graph, Node product, int input)
    {
        var scale = graph.Constant(product.Inputs[1 - input]);
        if (scale is null || !IsParameter(scale) || graph.Current(product.Inputs[input]) is not { Operator: Arithmetic { Operation: ArithmeticOperation.Divide } } quotient
            || graph.Current(quotient.Inputs[1]) is not { Operator: Activate { Activation.Kind: ActivationKind.Sqrt } } root
            || Sum(graph, root.Inputs[0]) is not var (variance, epsilon) || SourceOfDifference(graph, quotient.Inputs[0], scale.Shape.Rank) is not { } x
            || SourceOfVariance(graph, variance, scale.Shape.Rank) != x)
        {
            return false;
        }

        graph.Replace(product with { Operator = new LayerNormalization(-scale.Shape.Rank, epsilon), Inputs = [x, product.Inputs[1 - input]] });
        return true;
    }

    private static bool AddBias(GraphEditor graph, Node sum, int input)
    {
        if (graph.Current(sum.Inputs[input]) is not { Operator: LayerNormalization, Inputs.Length: 2 } normalization || !graph.IsReadOnce(normalization.Output)
            || graph.Constant(sum.Inputs[1 - input]) is not { } bias || !bias.Type.IsFloat()
            || graph.Constant(normalization.Inputs[1])?.Shape.Equals(bias.Shape) is not true)
        {
            return false;
        }

        graph.Remove(sum.Output);
        graph.Rename(normalization with { Inputs = [.. normalization.Inputs, sum.Inputs[1 - input]] }, sum.Output);
        return true;
    }

    /// <summary>x of the mean of the squares of x - mean(x), or null.</summary>
    private static string? SourceOfVariance(GraphEditor graph, string value, int axes) =>
        graph.Current(value) is { } mean && IsMean(mean, axes) && graph.Current(mean.Inputs[0]) is { Operator: Multiply { Activation.Kind: ActivationKind.None } } square
        && square.Inputs[0] == square.Inputs[1]
            ? SourceOfDifference(graph, square.Inputs[0], axes)
            : null;

    /// <summary>x of x - mean(x), or null.</summary>
    private static string? SourceOfDifference(GraphEditor graph, string value, int axes) =>
        graph.Current(value) is { Operator: Arithmetic { Operation: ArithmeticOperation.Subtract } } difference
        && graph.Current(difference.Inputs[1]) is { } mean && IsMean(mean, axes) && mean.Inputs[0] == difference.Inputs[0]
            ? mean.Inputs[0]
            : null;

    private static (string Value, float Number)? Sum(GraphEditor graph, string value)
    {
        if (graph.Current(value) is { Operator: Add { Activation.Kind: ActivationKind.None } } sum)
        {
            for (var i = 0; i < 2; i++)
            {
                if (graph.Constant(sum.Inputs[i]) is { Shape.ElementCount: 1 } epsilon && epsilon.Type.IsFloat())
                {
                    return (sum.Inputs[1 - i], epsilon.ToFloats()[0]);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a node is a mean over the last axes, counted from the end as exporters do: the number of all axes is not known here.</summary>
    private static bool IsMean(Node node, int axes) => node.Operator is Reduce { Reduction: ReductionKind.Mean, KeepDimensions: true, Axes.IsDefault: false } mean
        && mean.Axes.Order().SequenceEqual(Enumerable.Range(-axes, axes));

    /// <summary>Whether a constant has to be in the shape of the last axes: a length of 1 may stand for any.</summary>
    private static bool IsParameter(ConstantTensor constant) => constant.Type.IsFloat() && constant.Shape.Rank > 0 && constant.Shape.All(length => length > 1);
}
