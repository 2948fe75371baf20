using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>Confidence intervals by resampling photos with replacement, the percentile method (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13). The same seed gives the same interval everywhere.</summary>
public static class Bootstrap
{
    /// <summary>The number of resamples by default.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>The interval of a mean.</summary>
    /// <param name="outcomes">A number a photo: 0 or 1 for a rate.</param>
    /// <param name="confidence">From 0 to 1.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="seed">Chooses the resamples.</param>
    /// <returns>NaN at both ends where there are no photos.</returns>
    public static Interval OfMean(ReadOnlySpan<double> outcomes, double confidence = 0.95, int resamples = DefaultResamples, ulong seed = 1)
    {
        return OfMeans([[.. outcomes]], confidence, resamples, seed)[0];
    }

    /// <summary>The intervals of several means. Those of as many photos have the same resamples, which are drawn once for all of them.</summary>
    /// <param name="outcomes">For each mean a number a photo.</param>
    /// <param name="confidence">From 0 to 1.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="seed">Chooses the resamples.</param>
    internal static Interval[] OfMeans(IReadOnlyList<ImmutableArray<double>> outcomes, double confidence = 0.95, int resamples = DefaultResamples, ulong seed = 1)
    {
        var intervals = new Interval[outcomes.Count];
        foreach (var group in outcomes.Index().GroupBy(o => o.Item.Length))
        {
            var members = group.ToArray();
            var means = new ResampledMeans([.. members.Select(m => m.Item)]);
            foreach (var (member, interval) in members.Zip(OfSeveral(group.Key, members.Length, means.Find, confidence, resamples, seed)))
            {
                intervals[member.Index] = interval;
            }
        }

        return intervals;
    }

    /// <summary>The interval of any figure of a set of photos.</summary>
    /// <param name="photos">The number of photos.</param>
    /// <param name="statistic">The figure of a resample: as many places, from 0, as there are photos, some of them several times.</param>
    /// <param name="confidence">From 0 to 1.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="seed">Chooses the resamples.</param>
    /// <returns>NaN at both ends where there are no photos.</returns>
    public static Interval Of(int photos, Func<int[], double> statistic, double confidence = 0.95, int resamples = DefaultResamples, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return OfSeveral(photos, 1, (sample, figures) => figures[0] = statistic(sample), confidence, resamples, seed)[0];
    }

    /// <summary>The intervals of several figures of a set of photos, from the same resamples.</summary>
    /// <param name="photos">The number of photos.</param>
    /// <param name="count">The number of figures.</param>
    /// <param name="statistics">Finds the figures of a resample.</param>
    /// <param name="confidence">From 0 to 1.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="seed">Chooses the resamples.</param>
    /// <returns>NaN at both ends where there are no photos.</returns>
    internal static Interval[] OfSeveral(
        int photos, int count, Action<int[], double[]> statistics, double confidence = 0.95, int resamples = DefaultResamples, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(photos);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (confidence is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence is from 0 to 1");
        }

        if (photos == 0)
        {
            return [.. Enumerable.Repeat(new Interval(double.NaN, double.NaN), count)];
        }

        var figures = new double[count];
        var resampled = Array.ConvertAll(figures, _ => new double[resamples]);
        var sample = new int[photos];
        for (var i = 0; i < resamples; i++)
        {
            Draw(sample, ref seed);
            statistics(sample, figures);
            for (var k = 0; k < count; k++)
            {
                resampled[k][i] = figures[k];
            }
        }

        return Array.ConvertAll(resampled, r =>
        {
            Array.Sort(r);
            return new Interval(Quantile(r, (1 - confidence) / 2), Quantile(r, (1 + confidence) / 2));
        });
    }

    private static void Draw(int[] sample, ref ulong seed)
    {
        var state = seed;
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = (int)Math.BigMul(Next(ref state), (ulong)sample.Length, out _);
        }

        seed = state;
    }

    // Linear between the two nearest ranks.
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var lower = (int)place;
        return sorted[lower] + ((place - lower) * (sorted[Math.Min(lower + 1, sorted.Length - 1)] - sorted[lower]));
    }

    // SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var value = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
