namespace IlgpuCam.Explain.Methods;

/// <summary>Grad-CAM: each map is weighted by the mean of its gradient, and what speaks against the class is cut (Selvaraju et al. 2017, equations 1 and 2).</summary>
public sealed class GradCam : IExplanationMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "gradcam", "Grad-CAM", "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, 2017", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var weights = MapSums.Means(context.Gradients);
        return MapSums.Relu(MapSums.Weighted(context.Activations, weights));
    }
}
