namespace IlgpuCam.Explain.Methods;

/// <summary>Grad-CAM: each map is weighted by the mean of its gradient, and what speaks against the class is cut (Selvaraju et al. 2017, equations 1 and 2).</summary>
public sealed class GradCam : ChannelWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "gradcam", "Grad-CAM", "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, 2017", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GradientMeans.ToArray();
    }
}
