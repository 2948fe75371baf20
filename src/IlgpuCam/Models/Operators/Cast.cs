using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The same numbers as another type (ONNX Cast 6 to 25).</summary>
/// <param name="Type">The element type of the result.</param>
public sealed record Cast(ElementType Type) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "cast";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        return context.Info(0) with { Type = Type };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) =>
        context.Constant(0) is { } x ? ElementConversion.Convert(context, x, Type) : null;
}
