namespace IlgpuCam.Models.Operators;

/// <summary>exp(x) / sum of exp(x) along one axis, computed with the maximum subtracted (ONNX Softmax 13).</summary>
/// <param name="Axis">The axis; a negative one counts from the end.</param>
public sealed record Softmax(int Axis = -1) : Operator
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
