using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The number of the input's elements, a 64-bit integer without axes (ONNX Size 1 to 25).</summary>
public sealed record SizeOf : Operator
{
    /// <inheritdoc/>
    public override string Kind => "size_of";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        return new(ElementType.Int64, Shape.Scalar);
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => ConstantTensor.FromInt64([context.Shape(0).ElementCount]).Reshape(Shape.Scalar);
}
