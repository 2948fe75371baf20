using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>x / (bias + alpha / size * sum of squares)^beta, the sum going over neighbouring channels of the same pixel (ONNX LRN 1 to 13; Krizhevsky et al. 2012, section 3.3). Input x [N,C,H,W]; the result has its shape.</summary>
/// <param name="Size">Channels in a sum: (size - 1) / 2 before the channel, rounded down, and as many after it, rounded up; fewer at the first and last channels.</param>
/// <param name="Alpha">Weight of the mean square.</param>
/// <param name="Beta">The exponent.</param>
/// <param name="Bias">What the mean square is added to.</param>
public sealed record LocalResponseNormalization(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "local_response_normalization";

    /// <summary>Channels before the one that is normalised.</summary>
    internal int Before => (Size - 1) / 2;

    /// <summary>Channels after the one that is normalised.</summary>
    internal int After => Size / 2;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        context.RequireFloat(0, 4);
        return Size >= 1 ? context.Info(0) : throw context.Error($"a size of at least 1 was expected, found {Size}");
    }
}
