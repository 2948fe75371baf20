using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Two axes: the product of the lengths before an axis, and the product of the rest (ONNX Flatten 1 to 24).</summary>
/// <param name="Axis">The first axis of the second group, 0 to rank; a negative one counts from the end.</param>
public sealed record Flatten(int Axis = 1) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.Shape(0);
        var axis = Axis == x.Rank ? Axis : context.NormaliseAxis(Axis, x.Rank);
        long outer = Shape.Create(x.Dimensions[..axis]).ElementCount, inner = Shape.Create(x.Dimensions[axis..]).ElementCount;
        return context.Info(0) with { Shape = Shape.FromInt64([outer, inner]) };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0)?.Reshape(Infer(context).Shape);
}
