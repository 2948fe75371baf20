using System.Collections.Immutable;

namespace IlgpuCam.Explain;

/// <summary>The scalar that is explained: a weighted sum of the scores of classes, before or after softmax or sigmoid.</summary>
/// <param name="Weights">Classes with their weights; empty for the best class with weight 1.</param>
/// <param name="OfProbabilities">Whether the scores are probabilities, not logits.</param>
public sealed record ScoreTarget(ImmutableArray<(int ClassIndex, float Weight)> Weights, bool OfProbabilities = false)
{
    /// <summary>The logit of the best class, which need not be known before the network is run.</summary>
    public static ScoreTarget Best { get; } = new([]);

    /// <summary>The class that it is about: the one of largest weight; null for the best class.</summary>
    public int? ClassIndex => Weights.IsDefaultOrEmpty ? null : Weights.MaxBy(w => w.Weight).ClassIndex;

    /// <summary>The logit of a class.</summary>
    /// <param name="classIndex">The class, from 0.</param>
    public static ScoreTarget Logit(int classIndex) => new([(classIndex, 1)]);

    /// <summary>The probability of a class.</summary>
    /// <param name="classIndex">The class, from 0.</param>
    public static ScoreTarget Probability(int classIndex) => new([(classIndex, 1)], OfProbabilities: true);

    /// <summary>The logit of a class less that of another one: what speaks for the first and not for the second.</summary>
    /// <param name="classIndex">The class, from 0.</param>
    /// <param name="other">The other class.</param>
    public static ScoreTarget Difference(int classIndex, int other) => new([(classIndex, 1), (other, -1)]);

    /// <summary>Compares by value, the list included.</summary>
    /// <param name="other">The other target.</param>
    public bool Equals(ScoreTarget? other) => other is not null && OfProbabilities == other.OfProbabilities && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(OfProbabilities, Weights.Length, ClassIndex);

    /// <summary>The weights as the seed of a backward pass, one a class; all zero for the best class.</summary>
    /// <param name="seed">A place for each class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    internal void Fill(Span<float> seed)
    {
        seed.Clear();
        foreach (var (classIndex, weight) in Weights.AsSpan())
        {
            if ((uint)classIndex >= (uint)seed.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(seed), classIndex, $"The classes go from 0 to {seed.Length - 1}.");
            }

            seed[classIndex] += weight;
        }
    }

    /// <summary>The scalar of given scores.</summary>
    /// <param name="scores">A score for each class.</param>
    public double Of(ReadOnlySpan<float> scores)
    {
        if (Weights.IsDefaultOrEmpty)
        {
            return scores[ClassScores.Top(scores, 1)[0]];
        }

        var sum = 0.0;
        foreach (var (classIndex, weight) in Weights)
        {
            sum += (double)weight * scores[classIndex];
        }

        return sum;
    }
}
