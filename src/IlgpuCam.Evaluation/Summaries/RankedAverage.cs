namespace IlgpuCam.Evaluation.Summaries;

/// <summary>Average precision of a ranking: the mean over the positives of the precision at each one's rank, equal scores counting as one rank; no interpolation.</summary>
public static class RankedAverage
{
    /// <summary>Computes it.</summary>
    /// <param name="items">Scores, and whether the item is right; NaN ranks last.</param>
    /// <param name="positives">How many right ones there could be, at least as many as there are; what is missing counts as found with precision 0.</param>
    /// <returns>From 0 to 1; NaN where there are no positives.</returns>
    public static double Precision(IEnumerable<(double Score, bool IsRight)> items, int positives)
    {
        ArgumentNullException.ThrowIfNull(items);
        var (seen, right, sum) = (0, 0, 0.0);
        foreach (var rank in items.GroupBy(i => double.IsNaN(i.Score) ? double.NegativeInfinity : i.Score).OrderByDescending(g => g.Key))
        {
            var found = rank.Count(i => i.IsRight);
            seen += rank.Count();
            right += found;
            sum += found * ((double)right / seen);
        }

        return positives == 0 ? double.NaN : sum / positives;
    }
}
