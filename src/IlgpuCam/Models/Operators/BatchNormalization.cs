namespace IlgpuCam.Models.Operators;

/// <summary>(x - mean) / sqrt(variance + epsilon) * scale + bias, a channel at a time (ONNX BatchNormalization 9 to 15, inference). Inputs: x [N,C,...], scale, bias, mean, variance, each [C].</summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record BatchNormalization(float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "batch_normalization";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(5, 5);
        var x = context.RequireFloat(0);
        if (x.Rank < 2)
        {
            throw context.Error($"an input of at least two axes was expected, found {x}");
        }

        for (var i = 1; i < 5; i++)
        {
            if (context.RequireFloat(i, 1)[0] != x[1])
            {
                throw context.Error($"parameters of {x[1]} values were expected, found {context.Shape(i)}");
            }
        }

        return context.Info(0);
    }
}
