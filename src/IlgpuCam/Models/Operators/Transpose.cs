using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input with its axes in another order (ONNX Transpose 1 to 25).</summary>
/// <param name="Permutation">For each axis of the result the axis of the input; empty reverses them.</param>
public sealed record Transpose(ImmutableArray<int> Permutation) : MovingOperator
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

    internal override StridedView View(InferenceContext context)
    {
        var strides = Folding.Strides(context.Shape(0));
        return new(Infer(context).Shape, [.. Order(context).Select(axis => strides[axis])]);
    }

    /// <summary>For each axis of the result the axis of the input.</summary>
    internal int[] Order(InferenceContext context)
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
