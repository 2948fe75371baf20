using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>Samples with their features, as the solvers take them.</summary>
internal sealed class HeadSamples
{
    /// <summary>Gathers them.</summary>
    /// <param name="samples">Labels and extra columns.</param>
    /// <param name="features">K features each.</param>
    /// <param name="multiLabel">Whether classes do not exclude each other even where every sample has one label.</param>
    /// <exception cref="HeadException">There are fewer than two classes, or samples differ in their numbers of features.</exception>
    internal HeadSamples(IReadOnlyList<HeadSample> samples, IReadOnlyList<float[]> features, bool multiLabel)
    {
        Classes = [.. samples.SelectMany(s => s.Labels).Distinct().Order(StringComparer.Ordinal)];
        IsMultiLabel = multiLabel || samples.Any(s => s.Labels.Distinct().Count() != 1);
        if (Classes.Length < (IsMultiLabel ? 1 : 2))
        {
            throw new HeadException($"At least two classes are needed to tell them apart, found {MessageText(Classes)}.");
        }

        // The last place is the 1 of the bias.
        Rows = [.. samples.Select((s, i) => (double[])[.. Row(features[i], s.Extra.AsSpan()), 1])];
        Extra = samples[0].Extra.Length;
        var odd = Array.FindIndex(Rows, r => r.Length != Rows[0].Length || !r.All(double.IsFinite));
        if (odd >= 0)
        {
            throw new HeadException($"{samples[odd].Id}: {Rows[0].Length - 1} finite features were expected, as of the first sample.");
        }

        var places = Classes.Select((name, c) => (name, c)).ToDictionary(p => p.name, p => p.c);
        Labels = [.. samples.Select(s => (int[])[.. s.Labels.Distinct().Select(l => places[l]).Order()])];
    }

    /// <summary>The names of the classes, in ordinal order.</summary>
    internal ImmutableArray<string> Classes { get; }

    /// <summary>Whether classes do not exclude each other.</summary>
    internal bool IsMultiLabel { get; }

    /// <summary>Extra columns behind the features.</summary>
    internal int Extra { get; }

    /// <summary>Features, extra columns and a 1 of each sample.</summary>
    internal double[][] Rows { get; }

    /// <summary>The classes of each sample, by their places.</summary>
    internal int[][] Labels { get; }

    /// <summary>Features and extra columns as doubles.</summary>
    internal static double[] Row(ReadOnlySpan<float> features, ReadOnlySpan<double> extra)
    {
        var row = new double[features.Length + extra.Length];
        for (var k = 0; k < features.Length; k++)
        {
            row[k] = features[k];
        }

        extra.CopyTo(row.AsSpan(features.Length));
        return row;
    }

    /// <summary>Brings the features to mean 0 and variance 1 (those that vary); gives mean and deviation of each, to undo it.</summary>
    internal (double[] Mean, double[] Deviation) Standardize()
    {
        var size = Rows[0].Length;
        double[] mean = new double[size], deviation = new double[size];
        Array.Fill(deviation, 1);
        for (var k = 0; k < size - 1; k++)
        {
            mean[k] = Rows.Average(r => r[k]);
            var variance = Rows.Average(r => (r[k] - mean[k]) * (r[k] - mean[k]));
            deviation[k] = variance > 0 ? Math.Sqrt(variance) : 1;
            foreach (var row in Rows)
            {
                row[k] = (row[k] - mean[k]) / deviation[k];
            }
        }

        return (mean, deviation);
    }

    private static string MessageText(ImmutableArray<string> classes) => classes.IsEmpty ? "none" : $"only '{classes[0]}'";
}
