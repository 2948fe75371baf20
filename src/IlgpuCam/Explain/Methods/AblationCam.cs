using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Ablation-CAM: a map's weight is the share of the score that is lost when the map is set to 0 (Desai and Ramaswamy 2020, equation 3); of a negative
/// score, too, what raises it has a positive weight. Before global average pooling and a linear layer the scores follow from the means of the maps;
/// elsewhere what lies behind the layer is run for each map. pytorch-grad-cam sets maps to very negative values where a layer has negative ones,
/// which is not done here.
/// </summary>
public sealed class AblationCam : ChannelWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "ablationcam", "Ablation-CAM", "Desai, Ramaswamy, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization, 2020",
        "1 before average pooling and a linear layer, else 1 + maps x the part behind the layer", "0", MethodNeeds.Activations | MethodNeeds.Scores);

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var maps = context.Activations;
        var plane = maps.Shape[2] * maps.Shape[3];
        var cam = context.Explainer.Head.Cam;
        var scores = cam is { Pooling: PoolingKind.Average, Form: not HeadForm.ConvolutionThenPooling } && cam.Features == context.Layer
            ? FromMeans(context, cam)
            : Batches.OfMaps(context, maps.Shape[1], (k, ablated) =>
            {
                maps.Span.CopyTo(ablated);
                ablated.Slice(k * plane, plane).Clear();
            });
        var whole = context.Score;
        return Array.ConvertAll(scores, s => whole == 0 ? (float)(whole - s) : (float)((whole - s) / Math.Abs(whole)));
    }

    /// <summary>The scores without each map: its mean times the weight of each class is missing in the logits.</summary>
    private static double[] FromMeans(ExplanationContext context, CamHead cam)
    {
        var head = context.Explainer.Head;
        var weights = context.Explainer.Network.Constants[cam.Weights].ToFloats();
        var means = MapSums.Means(context.Activations);
        var whole = context.Logits.ToArray();
        var target = context.Target;
        var scores = new double[cam.Channels];
        var (logits, probabilities) = (new float[whole.Length], new float[whole.Length]);
        for (var k = 0; k < scores.Length; k++)
        {
            if (!target.OfProbabilities)
            {
                var lost = target.Weights.Sum(w => (double)w.Weight * weights[(w.ClassIndex * cam.Channels) + k]);
                scores[k] = context.Score - (lost * means[k]);
                continue;
            }

            for (var c = 0; c < whole.Length; c++)
            {
                logits[c] = whole[c] - (weights[(c * cam.Channels) + k] * means[k]);
            }

            ClassScores.Probabilities(head.ProbabilityKind, logits, probabilities);
            scores[k] = target.Of(probabilities);
        }

        return scores;
    }
}
