using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input repeated along axes of length 1 (ONNX Expand 8 to 13; of a scalar, ConstantOfShape 9 to 25). Inputs: x, and a shape as a vector of integers, to which x is broadcast both ways.</summary>
public sealed record Expand : MovingOperator
{
    /// <inheritdoc/>
    public override string Kind => "expand";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        return context.Info(0) with { Shape = context.Broadcast(context.Shape(0), Shape.FromInt64(context.RequireIntegers(1))) };
    }

    internal override StridedView View(InferenceContext context)
    {
        var shape = Infer(context).Shape;
        return new(shape, [.. Folding.BroadcastStrides(context.Shape(0), shape)]);
    }
}
