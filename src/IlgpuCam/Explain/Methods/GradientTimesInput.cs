using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>Gradient x input: what the image contributes to the target if that were linear (Shrikumar et al. 2016).</summary>
public sealed class GradientTimesInput() : PixelAttribution(PixelReduction.Sum)
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "gradientxinput", "Gradient x input",
        "Shrikumar, Greenside, Shcherbina, Kundaje, Not Just a Black Box: Learning Important Features Through Propagating Activation Differences, 2016",
        "1", "1, to the image", MethodNeeds.Pixels | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return MapSums.Products(context.Input, context.InputGradient);
    }
}
