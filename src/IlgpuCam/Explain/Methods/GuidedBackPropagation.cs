using IlgpuCam.Gradients;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Guided back-propagation: the gradient with respect to the image, of which only what is positive goes back through units that were open
/// (Springenberg et al. 2015, section 3.4). Units other than ReLU and its clipped form pass their derivative.
/// </summary>
public sealed class GuidedBackPropagation() : PixelAttribution(PixelReduction.LargestMagnitude)
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "guidedbackprop", "Guided back-propagation",
        "Springenberg, Dosovitskiy, Brox, Riedmiller, Striving for Simplicity: The All Convolutional Net, 2015",
        "1", "1, to the image", MethodNeeds.Pixels | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InputGradientOf(context.Input, GateRule.GuidedBackPropagation);
    }
}
