using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>SmoothGrad: the gradient with respect to the image, averaged over copies with normal noise (Smilkov, Thorat, Kim, Viegas, Wattenberg 2017, section 3).</summary>
public sealed class SmoothGrad() : PixelAttribution(PixelReduction.LargestMagnitude)
{
    /// <inheritdoc/>
    public override MethodInfo Info => new(
        "smoothgrad", "SmoothGrad",
        "Smilkov, Thorat, Kim, Viegas, Wattenberg, SmoothGrad: removing noise by adding noise, 2017",
        $"{Samples}", $"{Samples}, to the image",
        MethodNeeds.Pixels | MethodNeeds.Gradients | MethodNeeds.Random);

    /// <summary>Copies, at least 1.</summary>
    public int Samples { get; init => field = MethodChecks.AtLeastOne(value); } = 48;

    /// <summary>The noise's standard deviation as a share of the image's range; the paper recommends 0.1 to 0.2.</summary>
    public double Noise { get; init; } = 0.15;

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.Input.Shape, Array.ConvertAll(PixelGradients.Mean(context, Samples, new NoisyImages(context, Noise).Fill), g => (float)g));
    }
}
