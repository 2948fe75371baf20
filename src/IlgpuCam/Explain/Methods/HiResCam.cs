using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>HiResCAM: maps times gradients, place by place, summed over the maps (Draelos and Carin 2020, equation 3); negative values stay.</summary>
public sealed class HiResCam : IChannelMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "hirescam", "HiResCAM", "Draelos, Carin, Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks, 2020", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => MapSums.Total(ChannelMaps(context));

    /// <inheritdoc/>
    public Tensor ChannelMaps(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var gradients = context.Gradients;
        return MapSums.Products(context.Activations, gradients);
    }
}
