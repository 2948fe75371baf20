using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Smooth Grad-CAM++: Grad-CAM++ with the first three powers of the gradient averaged over noisy copies of the image (Omeiza, Speakman, Cintas,
/// Weldemariam 2019). The numerator of the coefficients is the mean of the squares, as in Grad-CAM++; the paper prints the mean of the gradients
/// there. What is weighted is the mean of the gradients; TorchCAM takes those of the last copy.
/// </summary>
public sealed class SmoothGradCamPlusPlus : ChannelWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info => new(
        "smoothgradcampp", "Smooth Grad-CAM++",
        "Omeiza, Speakman, Cintas, Weldemariam, Smooth Grad-CAM++: An Enhanced Inference Level Visualization Technique for Deep Convolutional Neural Network Models, 2019",
        $"1 + {Samples}", $"{Samples}", MethodNeeds.Activations | MethodNeeds.Gradients | MethodNeeds.Random);

    /// <summary>Noisy copies of the image, at least 1.</summary>
    public int Samples { get; init => field = MethodChecks.AtLeastOne(value); } = 16;

    /// <summary>The noise's standard deviation as a share of the image's range.</summary>
    public double Noise { get; init; } = 0.15;

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var maps = context.Activations;
        var (first, second, third) = (new double[maps.Data.Length], new double[maps.Data.Length], new double[maps.Data.Length]);
        var noise = new NoisyImages(context, Noise);
        Batches.ForEach(context, Samples, context.Input.Shape, noise.Fill, (images, start) =>
        {
            var gradients = context.Explainer.Gradients(images, [context.Target], [context.Layer], cancellationToken: context.CancellationToken).Gradients[0];
            for (var i = 0; i < first.Length * Math.Min(images.Shape[0], Samples - start); i++)
            {
                double g = gradients.Data[i];
                first[i % first.Length] += g / Samples;
                second[i % first.Length] += g * g / Samples;
                third[i % first.Length] += g * g * g / Samples;
            }
        });

        var plane = maps.Shape[2] * maps.Shape[3];
        var means = MapSums.Means(maps);
        var weights = new float[means.Length];
        for (var i = 0; i < first.Length; i++)
        {
            var denominator = (2 * second[i]) + (third[i] * means[i / plane] * plane);
            weights[i / plane] += first[i] > 0 && denominator != 0 ? (float)(first[i] * second[i] / denominator) : 0;
        }

        return weights;
    }
}
