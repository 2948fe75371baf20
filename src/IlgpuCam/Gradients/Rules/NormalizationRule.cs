using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>
/// Normalisation by the image's own mean and variance, y = (x - m) r scale + bias with r = 1 / sqrt(v + epsilon): with h = g scale and n = (x - m) r, what goes back is r (h - mean(h) - n mean(h n)).
/// </summary>
internal sealed class NormalizationRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var shape = tape.Shape(node.Inputs[0]);
        var (x, scale) = (tape.Floats(node.Inputs[0]), tape.Floats(node.Inputs[1]));
        if (node.Operator is LayerNormalization layer)
        {
            var axis = tape.Context(node).NormaliseAxis(layer.Axis, shape.Rank);
            int[] axes = [.. Enumerable.Range(axis, shape.Rank - axis)];
            var (back, normal) = Back(tape, x, tape.Times(gradient, scale), layer.Epsilon, axes);
            tape.Flow(node.Inputs[0], back);
            FlowParameters(tape, node, gradient, normal, [.. Enumerable.Range(0, axis)]);
            return;
        }

        var group = (GroupNormalization)node.Operator;
        var factors = shape.Rank == 2 ? scale : tape.Add(new Unsqueeze([.. Enumerable.Range(1, shape.Rank - 2)]), scale);
        var groups = tape.Integers(0, group.Groups, -1);
        var (parts, normals) = Back(tape, tape.Add(new Reshape(), x, groups), tape.Add(new Reshape(), tape.Times(gradient, factors), groups), group.Epsilon, 2);
        Shape grouped = [shape[0], group.Groups, (int)(shape.ElementCount / shape[0] / group.Groups)];
        tape.Flow(node.Inputs[0], ReshapeRule.Back(tape, parts, grouped, shape));
        FlowParameters(tape, node, gradient, ReshapeRule.Back(tape, normals, grouped, shape), [.. Enumerable.Range(0, shape.Rank).Where(axis => axis != 1)]);
    }

    private static (string Back, string Normal) Back(GradientTape tape, string x, string h, float epsilon, params ReadOnlySpan<int> axes)
    {
        var centered = tape.Minus(x, tape.Reduced(ReductionKind.Mean, x, axes));
        var variance = tape.Reduced(ReductionKind.Mean, tape.Times(centered, centered), axes);
        var factor = tape.Of(ActivationKind.Reciprocal, tape.Of(ActivationKind.Sqrt, tape.Plus(variance, epsilon)));
        var normal = tape.Times(centered, factor);
        var straight = tape.Minus(h, tape.Reduced(ReductionKind.Mean, h, axes));
        var along = tape.Times(normal, tape.Reduced(ReductionKind.Mean, tape.Times(h, normal), axes));
        return (tape.Times(factor, tape.Minus(straight, along)), normal);
    }

    /// <summary>Scale and bias, where these depend on the image: sums over the axes that they are repeated along.</summary>
    private static void FlowParameters(GradientTape tape, Node node, string gradient, string normal, int[] axes)
    {
        for (var i = 1; i < node.Inputs.Length; i++)
        {
            if (tape.IsNeeded(node.Inputs[i]))
            {
                var part = i == 1 ? tape.Times(gradient, normal) : gradient;
                tape.Flow(node.Inputs[i], axes.Length == 0 ? part : tape.Add(new Reduce(ReductionKind.Sum, [.. axes], KeepDimensions: false), part));
            }
        }
    }
}
