using IlgpuCam.Explain.Algebra;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// ShapleyCAM: Grad-CAM with a second-order term. A map's weight is the mean of its gradient less half the mean of the Hessian times the activations
/// (Cai 2025, equation 14). That product is the central difference of the gradients at slightly larger and smaller activations. Where everything
/// between the layer and the target is piecewise linear it is 0 and not computed, and the method is Grad-CAM.
/// </summary>
public sealed class ShapleyCam : ChannelWeighting
{
    // Small enough that third derivatives do not show, large enough that rounding of the gradients does not: 2^-6 of the activations.
    private const float Step = 1f / 64;

    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "shapleycam", "ShapleyCAM", "Cai, CAMs as Shapley Value-based Explainers, 2025", "1, and 2 x the part behind the layer where that is curved", "1 or 3",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <summary>The Hessian of the target with respect to the layer's maps, times these maps.</summary>
    /// <param name="context">The image, the target and the layer.</param>
    /// <returns>A tensor of the maps' shape; null where it is 0 because all that follows the layer is piecewise linear.</returns>
    /// <exception cref="Models.NetworkException">The layer has no influence on the target, or an operator on the way has no gradient.</exception>
    public static Tensor? HessianProduct(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var explainer = context.Explainer;
        if (Curvature.IsPiecewiseLinear(explainer.Network, context.Layer, context.Target.OfProbabilities ? explainer.Probabilities : explainer.Head.Logits))
        {
            return null;
        }

        var (above, below) = (GradientAt(context, 1 + Step), GradientAt(context, 1 - Step));
        return new(above.Shape, [.. above.Data.Zip(below.Data, (a, b) => (a - b) / (2 * Step))]);
    }

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var weights = MapSums.Means(context.Gradients);
        if (HessianProduct(context) is { } product)
        {
            var second = MapSums.Means(product);
            for (var k = 0; k < weights.Length; k++)
            {
                weights[k] -= second[k] / 2;
            }
        }

        return weights;
    }

    private static Tensor GradientAt(ExplanationContext context, float factor)
    {
        var maps = new Tensor(context.Activations.Shape, Array.ConvertAll(context.Activations.Data, v => v * factor));
        return context.Explainer.GradientsFrom(context.Layer, maps, context.Input, [context.Target], context.CancellationToken).Gradients[0];
    }
}
