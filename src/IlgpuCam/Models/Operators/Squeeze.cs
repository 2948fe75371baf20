using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input without some axes of length 1 (ONNX Squeeze 1 to 24). One input.</summary>
/// <param name="Axes">The axes to drop, each of length 1; a negative one counts from the end; empty drops all of length 1.</param>
public sealed record Squeeze(ImmutableArray<int> Axes) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "squeeze";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.Shape(0);
        var drop = Axes.IsDefaultOrEmpty
            ? Enumerable.Range(0, x.Rank).Where(i => x[i] == 1).ToHashSet()
            : Axes.Select(a => context.NormaliseAxis(a, x.Rank)).ToHashSet();
        if (drop.FirstOrDefault(i => x[i] != 1, -1) is var axis and >= 0)
        {
            throw context.Error($"axis {axis} of {x} cannot be dropped: its length is not 1");
        }

        return context.Info(0) with { Shape = Shape.Create([.. x.Where((_, i) => !drop.Contains(i))]) };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0)?.Reshape(Infer(context).Shape);
}
