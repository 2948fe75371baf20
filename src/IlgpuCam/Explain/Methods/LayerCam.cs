using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// LayerCAM: each value is weighted by its own gradient where that is positive, so that early layers, too, give usable maps (Jiang et al. 2021,
/// equations 5 to 7).
/// </summary>
public sealed class LayerCam : IChannelMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "layercam", "LayerCAM", "Jiang, Zhang, Hou, Cheng, Wei, LayerCAM: Exploring Hierarchical Class Activation Maps for Localization, 2021", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => MapSums.Relu(MapSums.Total(ChannelMaps(context)));

    /// <inheritdoc/>
    public Tensor ChannelMaps(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var positive = MapSums.Relu(new Tensor(context.Gradients.Shape, context.Gradients.Data.AsSpan().ToArray()));
        return MapSums.Products(context.Activations, positive);
    }
}
