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

    /// <summary>The four parameters as a scale and a shift a channel; in double precision, so that a small variance does not make the folding visible.</summary>
    /// <param name="context">The node's inputs, all parameters constant.</param>
    /// <exception cref="NetworkException">A parameter depends on the image.</exception>
    internal (float[] Scale, float[] Shift) Affine(InferenceContext context)
    {
        var (scale, bias) = (context.RequireConstant(1).ToFloats(), context.RequireConstant(2).ToFloats());
        var (mean, variance) = (context.RequireConstant(3).ToFloats(), context.RequireConstant(4).ToFloats());
        var shift = new float[scale.Length];
        for (var c = 0; c < scale.Length; c++)
        {
            var factor = scale[c] / Math.Sqrt((double)variance[c] + Epsilon);
            scale[c] = (float)factor;
            shift[c] = (float)(bias[c] - (mean[c] * factor));
        }

        return (scale, shift);
    }
}
