using IlgpuCam.Models;

namespace IlgpuCam.Explain;

/// <summary>From the scores of all classes to probabilities and to the best few.</summary>
public static class ClassScores
{
    /// <summary>Turns logits into probabilities as a network records it; softmax where it records nothing.</summary>
    /// <param name="kind">How the network ends.</param>
    /// <param name="logits">The scores of one image.</param>
    /// <param name="probabilities">As many places, each from 0 to 1 afterwards.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Probabilities(ProbabilityKind kind, ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        if (logits.Length != probabilities.Length)
        {
            throw new ArgumentException($"as many probabilities as logits were expected ({logits.Length}), found {probabilities.Length}", nameof(probabilities));
        }

        if (kind == ProbabilityKind.Sigmoid)
        {
            for (var i = 0; i < logits.Length; i++)
            {
                probabilities[i] = (float)(1 / (1 + Math.Exp(-logits[i])));
            }

            return;
        }

        var maximum = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            maximum = MathF.Max(maximum, logit);
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((double)logit - maximum);
        }

        for (var i = 0; i < logits.Length; i++)
        {
            probabilities[i] = (float)(Math.Exp((double)logits[i] - maximum) / sum);
        }
    }

    /// <summary>The classes of the highest scores, the highest first; of equal scores the lowest class index comes first, NaN comes last.</summary>
    /// <param name="scores">The scores of one image.</param>
    /// <param name="count">How many; fewer come where there are fewer classes.</param>
    public static int[] Top(ReadOnlySpan<float> scores, int count)
    {
        var best = new int[Math.Clamp(count, 0, scores.Length)];
        var found = 0;
        for (var i = 0; i < scores.Length && best.Length > 0; i++)
        {
            var place = found;
            while (place > 0 && IsAbove(scores[i], scores[best[place - 1]]))
            {
                place--;
            }

            if (place < best.Length)
            {
                found = Math.Min(found + 1, best.Length);
                best.AsSpan(place, found - place - 1).CopyTo(best.AsSpan(place + 1));
                best[place] = i;
            }
        }

        return best;
    }

    private static bool IsAbove(float score, float other) => score > other || (float.IsNaN(other) && !float.IsNaN(score));
}
