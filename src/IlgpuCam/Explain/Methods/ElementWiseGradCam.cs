using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>Element-wise Grad-CAM: maps times gradients, place by place, negative products cut before they are summed over the maps (Pillai and Pirsiavash 2021).</summary>
public sealed class ElementWiseGradCam : IChannelMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "gradcamelementwise", "Grad-CAM element-wise", "Pillai, Pirsiavash, Explainable Models with Consistent Interpretations, 2021", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => MapSums.Total(ChannelMaps(context));

    /// <inheritdoc/>
    public Tensor ChannelMaps(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var gradients = context.Gradients;
        return MapSums.Relu(MapSums.Products(context.Activations, gradients));
    }
}
