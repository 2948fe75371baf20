namespace IlgpuCam.Models.Operators;

/// <summary>An element-wise function of one input (ONNX Relu, Clip, Sigmoid); the result has the input's shape.</summary>
/// <param name="Activation">The function.</param>
public sealed record Activate(Activation Activation) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "activate";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        context.RequireFloat(0);
        return context.Info(0);
    }
}
