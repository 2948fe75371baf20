using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>
/// Where a backward pass begins. Inputs: scores [N,...] and weights of the same shape; result: the weights, but for an image whose weights are all zero 1 at its highest score
/// (of equal ones the first) and 0 elsewhere, so that the best class need not be known before the run.
/// </summary>
public sealed record GradientSeed : BackwardOperator
{
    /// <inheritdoc/>
    public override string Kind => "gradient_seed";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var scores = context.RequireFloat(0);
        return scores.Rank >= 1 && context.RequireFloat(1).Equals(scores)
            ? new(ElementType.Float32, scores)
            : throw context.Error($"weights of the shape of the scores, {scores}, were expected, found {context.Shape(1)}");
    }
}
