using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input repeated along axes of length 1, for constants and shapes (ONNX Expand 8 to 13; of a scalar, ConstantOfShape 9 to 25). Inputs: x, and a shape as a vector of integers, to which x is broadcast both ways.</summary>
public sealed record Expand : Operator
{
    /// <inheritdoc/>
    public override string Kind => "expand";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        return context.Info(0) with { Shape = context.Broadcast(context.Shape(0), Shape.FromInt64(context.RequireIntegers(1))) };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) =>
        context.Constant(0) is { } x ? Folding.Broadcast(context, x, Infer(context).Shape) : null;
}
