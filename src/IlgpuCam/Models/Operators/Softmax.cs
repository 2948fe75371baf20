namespace IlgpuCam.Models.Operators;

/// <summary>exp(x) / sum of exp(x) along one axis, computed with the maximum subtracted or the logarithm of that (ONNX Softmax and LogSoftmax 13).</summary>
/// <param name="Axis">The axis; a negative one counts from the end.</param>
/// <param name="Logarithm">Whether the logarithm is wanted.</param>
public sealed record Softmax(int Axis = -1, bool Logarithm = false) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "softmax";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        context.NormaliseAxis(Axis, context.RequireFloat(0).Rank);
        return context.Info(0);
    }
}
