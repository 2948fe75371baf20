using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Gradient saliency: the gradient of the target with respect to the image; as a map its largest magnitude over the channels (Simonyan, Vedaldi,
/// Zisserman 2014, section 3.1).
/// </summary>
public sealed class Saliency() : PixelAttribution(PixelReduction.LargestMagnitude)
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "saliency", "Gradient saliency",
        "Simonyan, Vedaldi, Zisserman, Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps, 2014",
        "1", "1, to the image", MethodNeeds.Pixels | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InputGradient;
    }
}
