using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>Chooses C: every sample is judged by a classifier that was trained without it.</summary>
internal static class CrossValidation
{
    /// <summary>Judges each C.</summary>
    internal static ImmutableArray<CostScore> Run(HeadSamples set, HeadOptions options, CancellationToken cancellation)
    {
        double[] costs = [.. options.Costs.Order()];
        var folds = Deal(set, options.Folds, options.Seed);
        var scores = costs.Select(_ => new double[set.Rows.Length][]).ToArray();
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            int[] train = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)];
            LinearFit[]? fits = null;
            for (var i = 0; i < costs.Length; i++)
            {
                fits = HeadTrainer.Fit(set, train, options, costs[i], fits, cancellation);
                foreach (var row in Enumerable.Range(0, folds.Length).Where(r => folds[r] == fold))
                {
                    scores[i][row] = [.. fits.Select(f => DenseVector.Dot(f.Weights, set.Rows[row]))];
                }
            }
        }

        return [.. costs.Zip(scores, (cost, decisions) => new CostScore(cost, set.IsMultiLabel
            ? HeadScores.MeanAveragePrecision(decisions, set.Labels)
            : HeadScores.Accuracy(decisions, set.Labels)))];
    }

    /// <summary>The best C; of several that are as good the one nearest to 1, and of two as near the smaller.</summary>
    internal static double Choose(ImmutableArray<CostScore> scores)
    {
        var best = scores.Max(s => s.Score);
        return scores.Where(s => s.Score == best).MinBy(s => (Math.Abs(Math.Log10(s.Cost)), s.Cost)).Cost;
    }

    /// <summary>The part that each sample is in: samples with the same labels are dealt out evenly, in random order.</summary>
    internal static int[] Deal(HeadSamples set, int folds, ulong seed)
    {
        var kinds = Enumerable.Range(0, set.Rows.Length).GroupBy(i => string.Join(' ', set.Labels[i])).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        if (!set.IsMultiLabel)
        {
            folds = Math.Min(folds, kinds.Min(g => g.Count()));
        }

        folds = Math.Clamp(folds, 2, Math.Max(set.Rows.Length, 2));
        var random = new SeededRandom(seed);
        var dealt = new int[set.Rows.Length];
        var next = 0;
        foreach (var kind in kinds)
        {
            int[] members = [.. kind];
            random.Shuffle<int>(members);
            foreach (var member in members)
            {
                dealt[member] = next++ % folds;
            }
        }

        return dealt;
    }
}
