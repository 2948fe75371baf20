using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input itself (ONNX Identity; Dropout at inference).</summary>
public sealed record Identity : Operator
{
    /// <inheritdoc/>
    public override string Kind => "identity";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        return context.Info(0);
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0);
}
