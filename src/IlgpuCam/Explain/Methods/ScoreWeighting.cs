namespace IlgpuCam.Explain.Methods;

/// <summary>Score-CAM and its kin: the maps' weights are the softmax, over the maps, of the score that the image reaches behind each of them.</summary>
public abstract class ScoreWeighting : ChannelWeighting
{
    /// <inheritdoc/>
    public sealed override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Softmax(Scores(context, new ImageMasks(context.Input, context.Activations)));
    }

    /// <summary>The score of each map; what all have in common does not matter.</summary>
    private protected abstract double[] Scores(ExplanationContext context, ImageMasks masks);

    /// <summary>The means of every so many scores that belong to one map.</summary>
    private protected static double[] Means(double[] scores, int samples) => [.. scores.Chunk(samples).Select(s => s.Average())];

    private static float[] Softmax(double[] scores)
    {
        var maximum = scores.Max();
        var powers = Array.ConvertAll(scores, s => Math.Exp(s - maximum));
        var sum = powers.Sum();
        return Array.ConvertAll(powers, p => (float)(p / sum));
    }
}
