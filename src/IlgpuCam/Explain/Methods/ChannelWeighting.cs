using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>A method that gives each map of the layer one weight and sums; negative values of the sum are cut.</summary>
public abstract class ChannelWeighting : IChannelMethod
{
    /// <inheritdoc/>
    public abstract MethodInfo Info { get; }

    /// <summary>The weights.</summary>
    /// <param name="context">Gives activations, gradients and further passes.</param>
    /// <returns>A weight for each map.</returns>
    /// <exception cref="Models.NetworkException">The network does not allow the method.</exception>
    public abstract float[] Weights(ExplanationContext context);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var weights = Weights(context);
        return MapSums.Relu(MapSums.Weighted(context.Activations, weights));
    }

    /// <inheritdoc/>
    public Tensor ChannelMaps(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var weights = Weights(context);
        return MapSums.Scaled(context.Activations, weights);
    }
}
