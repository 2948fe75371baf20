using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Guided Grad-CAM: guided back-propagation times the layer's Grad-CAM at the image's size: fine detail, only where the class is (Selvaraju et al.
/// 2017, section 3.2).
/// </summary>
public sealed class GuidedGradCam() : PixelAttribution(PixelReduction.LargestMagnitude)
{
    private readonly GradCam _map = new();
    private readonly GuidedBackPropagation _detail = new();

    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "guidedgradcam", "Guided Grad-CAM",
        "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, 2017",
        "2", "1, and 1 to the image",
        MethodNeeds.Pixels | MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var map = MapGrid.Resample(_map.Explain(context), context.Input.Shape[2], context.Input.Shape[3]).Values;
        var detail = _detail.Attribute(context);
        for (var i = 0; i < detail.Data.Length; i++)
        {
            detail.Data[i] *= map[i % map.Length];
        }

        return detail;
    }
}
