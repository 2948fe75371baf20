namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Grad-CAM++: positive gradients are summed, each with a coefficient that makes up for how much of a map it covers (Chattopadhyay et al. 2018,
/// equations 10 and 19). The coefficient at a place is g^2 / (2 g^2 + g^3 times the sum of the map). The libraries' ways are options:
/// pytorch-grad-cam adds 1e-6 to the denominator, which rules where gradients are small; in TorchCAM 0.5 the division is made on a copy and lost, so
/// that its coefficient is g^2.
/// </summary>
public sealed class GradCamPlusPlus : ChannelWeighting
{
    /// <summary>As TorchCAM 0.5 computes it.</summary>
    public static GradCamPlusPlus OfTorchCam { get; } = new() { SumsCubes = true, Variant = "torchcam" };

    /// <summary>As pytorch-grad-cam computes it.</summary>
    public static GradCamPlusPlus OfPytorchGradCam { get; } = new() { Epsilon = 1e-6, Variant = "pytorch-grad-cam" };

    /// <inheritdoc/>
    public override MethodInfo Info => new(
        MethodInfo.VariantOf("gradcampp", Variant), "Grad-CAM++",
        "Chattopadhyay, Sarkar, Howlader, Balasubramanian, Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks, 2018", "1", "1",
        MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <summary>What is added to the denominators; the paper adds nothing.</summary>
    public double Epsilon { get; init; }

    /// <summary>Whether the coefficient is the square of the gradient, without a denominator.</summary>
    public bool SumsCubes { get; init; }

    private string? Variant { get; init; }

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (gradients, maps) = (context.Gradients, context.Activations);
        var plane = maps.Shape[2] * maps.Shape[3];
        var weights = new float[maps.Shape[1]];
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = (float)Weight(gradients.Span.Slice(k * plane, plane), maps.Span.Slice(k * plane, plane));
        }

        return weights;
    }

    private double Weight(ReadOnlySpan<float> gradients, ReadOnlySpan<float> map)
    {
        double sum = 0, weight = 0;
        foreach (var value in map)
        {
            sum += value;
        }

        foreach (var g in gradients)
        {
            if (g > 0)
            {
                var denominator = SumsCubes ? 1 : (2.0 * g * g) + (Math.Pow(g, 3) * sum) + Epsilon;
                weight += denominator == 0 ? 0 : Math.Pow(g, 3) / denominator;
            }
        }

        return weight;
    }
}
