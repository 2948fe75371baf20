using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input with axes of length 1 put in (ONNX Unsqueeze 1 to 24). One input.</summary>
/// <param name="Axes">Where they stand in the result; a negative one counts from its end.</param>
public sealed record Unsqueeze(ImmutableArray<int> Axes) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "unsqueeze";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.Shape(0);
        var axes = Axes.IsDefault ? [] : Axes;
        var rank = x.Rank + axes.Length;
        var added = axes.Select(a => context.NormaliseAxis(a, rank)).ToHashSet();
        if (added.Count != axes.Length)
        {
            throw context.Error($"the axes {string.Join(", ", axes)} name one twice");
        }

        var next = 0;
        var lengths = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            lengths[i] = added.Contains(i) ? 1 : x[next++];
        }

        return context.Info(0) with { Shape = Shape.Create(lengths) };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0)?.Reshape(Infer(context).Shape);
}
