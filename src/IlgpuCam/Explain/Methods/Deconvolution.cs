using IlgpuCam.Gradients;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>Deconvolution: what comes back is cut at 0 at every unit, whatever the unit did on the way forward (Zeiler and Fergus 2014, section 2.1).</summary>
public sealed class Deconvolution() : PixelAttribution(PixelReduction.LargestMagnitude)
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "deconvolution", "Deconvolution",
        "Zeiler, Fergus, Visualizing and Understanding Convolutional Networks, 2014",
        "1", "1, to the image", MethodNeeds.Pixels | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InputGradientOf(context.Input, GateRule.Deconvolution);
    }
}
