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
        var values = outcomes.ToArray();
        return Of(values.Length, sample =>
        {
            var sum = 0.0;
            foreach (var photo in sample)
            {
                sum += values[photo];
            }

            return sum / sample.Length;
        }, confidence, resamples, seed);
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
        ArgumentOutOfRangeException.ThrowIfNegative(photos);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (confidence is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence is from 0 to 1");
        }

        if (photos == 0)
        {
            return new(double.NaN, double.NaN);
        }

        var figures = new double[resamples];
        var sample = new int[photos];
        for (var i = 0; i < resamples; i++)
        {
            foreach (ref var place in sample.AsSpan())
            {
                place = (int)(((UInt128)Next(ref seed) * (ulong)photos) >> 64);
            }

            figures[i] = statistic(sample);
        }

        Array.Sort(figures);
        return new(Quantile(figures, (1 - confidence) / 2), Quantile(figures, (1 + confidence) / 2));
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
