using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>What methods on pixels have in common.</summary>
public abstract class PixelAttribution : IPixelAttribution, IChannelMethod
{
    private protected PixelAttribution(PixelReduction reduction) => Reduction = reduction;

    /// <inheritdoc/>
    public abstract MethodInfo Info { get; }

    /// <inheritdoc/>
    public PixelReduction Reduction { get; init; }

    /// <inheritdoc/>
    public abstract Tensor Attribute(ExplanationContext context);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => Reduce(Attribute(context), Reduction);

    /// <inheritdoc/>
    public Tensor ChannelMaps(ExplanationContext context) => Attribute(context);

    /// <summary>Makes a map of numbers for each channel of each pixel.</summary>
    /// <param name="attribution">The numbers, [1,C,H,W].</param>
    /// <param name="reduction">How.</param>
    /// <exception cref="ArgumentException">The tensor is not that of one image.</exception>
    public static ActivationMap Reduce(Tensor attribution, PixelReduction reduction)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        if (attribution.Shape.Rank != 4 || attribution.Shape[0] != 1)
        {
            throw new ArgumentException($"one image, 1xCxHxW, was expected, found {attribution.Shape}", nameof(attribution));
        }

        var plane = attribution.Shape[2] * attribution.Shape[3];
        var values = new float[plane];
        for (var i = 0; i < attribution.Data.Length; i++)
        {
            ref var value = ref values[i % plane];
            value = reduction switch
            {
                PixelReduction.LargestMagnitude => MathF.Max(value, MathF.Abs(attribution.Data[i])),
                PixelReduction.PositiveSum => value + MathF.Max(attribution.Data[i], 0),
                _ => value + attribution.Data[i],
            };
        }

        return new(attribution.Shape[2], attribution.Shape[3], reduction == PixelReduction.MagnitudeOfSum ? Array.ConvertAll(values, MathF.Abs) : values);
    }
}
