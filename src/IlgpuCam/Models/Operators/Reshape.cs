using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The same elements under another shape (ONNX Reshape 5 to 25). Inputs: x, and the shape as a vector of integers, where -1 takes what is left and 0 copies the input's length.</summary>
/// <param name="AllowZero">Whether 0 means a length of 0 instead (ONNX attribute allowzero).</param>
public sealed record Reshape(bool AllowZero = false) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "reshape";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var x = context.Shape(0);
        var wanted = context.RequireIntegers(1);
        var open = -1;
        var known = 1L;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == 0 && !AllowZero)
            {
                wanted[i] = i < x.Rank ? x[i] : throw context.Error($"axis {i} of {x} cannot be copied: there is none");
            }

            if (wanted[i] == -1 && open < 0)
            {
                open = i;
            }
            else if (wanted[i] < 0 || wanted[i] > int.MaxValue || (wanted[i] > 0 && known > long.MaxValue / wanted[i]))
            {
                throw context.Error($"{string.Join('x', wanted)} is not a shape");
            }
            else
            {
                known *= wanted[i];
            }
        }

        if (open >= 0)
        {
            wanted[open] = known > 0 && x.ElementCount % known == 0
                ? x.ElementCount / known
                : throw context.Error($"{x} cannot be reshaped to {string.Join('x', wanted)}");
        }

        var shape = Shape.FromInt64(wanted);
        return shape.ElementCount == x.ElementCount
            ? context.Info(0) with { Shape = shape }
            : throw context.Error($"{x} cannot be reshaped to {shape}");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0)?.Reshape(Infer(context).Shape);
}
