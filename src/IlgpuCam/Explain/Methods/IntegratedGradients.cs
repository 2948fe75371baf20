using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Integrated gradients: the image less a baseline, times the mean gradient on the straight way from the one to the other, by the midpoint rule
/// (Sundararajan, Taly, Yan 2017, equations 1 and 3). All numbers together are nearly what the target gains on the way.
/// </summary>
public sealed class IntegratedGradients() : PixelAttribution(PixelReduction.Sum)
{
    /// <inheritdoc/>
    public override MethodInfo Info => new(
        "integratedgradients", "Integrated gradients", "Sundararajan, Taly, Yan, Axiomatic Attribution for Deep Networks, 2017", $"{Steps}", $"{Steps}, to the image",
        MethodNeeds.Pixels | MethodNeeds.Gradients);

    /// <summary>Midpoints on the way, at least 1.</summary>
    public int Steps { get; init => field = MethodChecks.AtLeastOne(value); } = 64;

    /// <summary>Where the way begins, as the network takes images; null for all zeros, the mean colour for most preprocessing.</summary>
    public Tensor? Baseline { get; init; }

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = context.Input.Data;
        var baseline = Baseline is null || Baseline.Shape.Equals(context.Input.Shape)
            ? Baseline?.Data ?? new float[input.Length]
            : throw new ArgumentException($"a baseline of the image's shape, {context.Input.Shape}, was expected, found {Baseline.Shape}", nameof(context));
        var sum = PixelGradients.Mean(context, Steps, (step, image) =>
        {
            var share = (step + 0.5f) / Steps;
            for (var i = 0; i < image.Length; i++)
            {
                image[i] = baseline[i] + (share * (input[i] - baseline[i]));
            }
        });
        return new(context.Input.Shape, [.. sum.Select((g, i) => (float)(g * (input[i] - baseline[i])))]);
    }
}
