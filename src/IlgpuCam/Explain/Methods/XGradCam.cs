namespace IlgpuCam.Explain.Methods;

/// <summary>
/// XGrad-CAM: each map is weighted by the mean of its gradient where the places count as much as the map's values there (Fu et al. 2020, equation 8).
/// A map that sums to 0 has the weight 0; the libraries add 1e-7 or 1e-8 to the sum instead.
/// </summary>
public sealed class XGradCam : ChannelWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "xgradcam", "XGrad-CAM", "Fu et al., Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs, 2020", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (gradients, maps) = (context.Gradients, context.Activations);
        var plane = maps.Shape[2] * maps.Shape[3];
        var weights = new float[maps.Shape[1]];
        for (var k = 0; k < weights.Length; k++)
        {
            double products = 0, sum = 0;
            for (var i = k * plane; i < (k + 1) * plane; i++)
            {
                products += (double)gradients.Data[i] * maps.Data[i];
                sum += maps.Data[i];
            }

            weights[k] = sum == 0 ? 0 : (float)(products / sum);
        }

        return weights;
    }
}
