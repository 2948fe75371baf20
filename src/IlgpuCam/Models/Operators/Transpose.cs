using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input with its axes in another order, for constants and shapes (ONNX Transpose 1 to 25).</summary>
/// <param name="Permutation">For each axis of the result the axis of the input; empty reverses them.</param>
public sealed record Transpose(ImmutableArray<int> Permutation) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "transpose";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.Shape(0);
        return context.Info(0) with { Shape = [.. Order(context).Select(axis => x[axis])] };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        if (context.Constant(0) is not { } x)
        {
            return null;
        }

        var strides = Folding.Strides(x.Shape);
        return Folding.Collect(context, x, Infer(context).Shape, [.. Order(context).Select(axis => strides[axis])]);
    }

    private int[] Order(InferenceContext context)
    {
        var rank = context.Shape(0).Rank;
        if (Permutation.IsDefaultOrEmpty)
        {
            return [.. Enumerable.Range(0, rank).Reverse()];
        }

        return Permutation.Length == rank && Permutation.Order().SequenceEqual(Enumerable.Range(0, rank))
            ? [.. Permutation]
            : throw context.Error($"an order of {rank} axes was expected, found {string.Join(", ", Permutation)}");
    }
}
