namespace IlgpuCam.Explain.Methods;

/// <summary>
/// FEM: in each map the places of unusually large values, more than k standard deviations above its mean, are marked, and the marks summed with the
/// maps' means as weights, whatever the class (Fuad et al. 2020). pytorch-grad-cam instead sums the maps with the shares of marked places as weights:
/// <see cref="OfPytorchGradCam"/>.
/// </summary>
public sealed class Fem : IExplanationMethod
{
    /// <summary>As pytorch-grad-cam computes it.</summary>
    public static Fem OfPytorchGradCam { get; } = new() { WeighsMaps = true, Variant = "pytorch-grad-cam" };

    /// <inheritdoc/>
    public MethodInfo Info => new(
        MethodInfo.VariantOf("fem", Variant), "FEM",
        "Fuad, Martin, Giot, Bourqui, Benois-Pineau, Zemmari, Features Understanding in 3D CNNs for Actions Recognition in Video, 2020",
        "1", "0",
        MethodNeeds.Activations);

    /// <summary>Standard deviations above the mean from which a value is unusual.</summary>
    public double Deviations { get; init; } = 2;

    /// <summary>Whether the maps are summed, weighted by their share of marked places, not the marks.</summary>
    public bool WeighsMaps { get; init; }

    private string? Variant { get; init; }

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var maps = context.Activations;
        var plane = maps.Shape[2] * maps.Shape[3];
        var result = new ActivationMap(maps.Shape[2], maps.Shape[3], new float[plane]);
        var means = MapSums.Means(maps);
        for (var k = 0; k < means.Length; k++)
        {
            var map = maps.Span.Slice(k * plane, plane);
            var limit = means[k] + (Deviations * Deviation(map, means[k]));
            var marked = 0;
            foreach (var value in map)
            {
                marked += value > limit ? 1 : 0;
            }

            for (var i = 0; i < plane; i++)
            {
                result.Values[i] += WeighsMaps ? map[i] * marked / plane : map[i] > limit ? means[k] : 0;
            }
        }

        return result;
    }

    private static double Deviation(ReadOnlySpan<float> values, double mean)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return Math.Sqrt(sum / values.Length);
    }
}
