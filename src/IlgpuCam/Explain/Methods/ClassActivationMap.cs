using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>CAM: each of the last maps is weighted by its weight for the class in the layer behind global pooling (Zhou et al. 2016, equation 2). No backward pass.</summary>
public sealed class ClassActivationMap : IChannelMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "cam", "CAM", "Zhou et al., Learning Deep Features for Discriminative Localization, 2016", "1", "0", MethodNeeds.Activations | MethodNeeds.ClassWeights);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var weights = Weights(context);
        return MapSums.Weighted(context.Activations, weights);
    }

    /// <inheritdoc/>
    public Tensor ChannelMaps(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var weights = Weights(context);
        return MapSums.Scaled(context.Activations, weights);
    }

    private static float[] Weights(ExplanationContext context)
    {
        var head = context.Explainer.Head;
        var cam = head.Cam ?? throw new NetworkException($"Class activation maps are not defined for this network: {head.WhyNoCam}.");
        if (context.Layer != cam.Features)
        {
            throw new NetworkException($"Class activation maps are of the maps before global pooling, '{cam.Features}', not of '{context.Layer}'.");
        }

        var row = new float[cam.Channels];
        context.Explainer.Network.Constants[cam.Weights].CopyTo(context.ClassIndex * cam.Channels, row);
        return row;
    }
}
