using System.Collections.Immutable;
using IlgpuCam.Models;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>
/// Trains linear classifiers on pooled features by LIBLINEAR's objective, one class against the rest, in double precision. Deterministic: neither threads nor earlier calls change a bit.
/// </summary>
public static class HeadTrainer
{
    /// <summary>Trains a classifier.</summary>
    /// <param name="samples">Labels and extra columns of the samples.</param>
    /// <param name="features">Their pooled features, as many each.</param>
    /// <param name="options">Loss, C or how it is chosen.</param>
    /// <param name="cancellationToken">Looked at between steps of the solver.</param>
    /// <exception cref="HeadException">There are fewer than two classes, or samples differ in their numbers of features.</exception>
    public static LinearHead Train(
        IReadOnlyList<HeadSample> samples, IReadOnlyList<float[]> features, HeadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(options);
        var set = new HeadSamples(samples, features, options.MultiLabel);
        var scaling = options.Standardize ? set.Standardize() : ((double[] Mean, double[] Deviation)?)null;
        ImmutableArray<CostScore> validation = options.Cost is null ? CrossValidation.Run(set, options, cancellationToken) : [];
        var cost = options.Cost ?? CrossValidation.Choose(validation);
        var fits = Fit(set, [.. Enumerable.Range(0, set.Rows.Length)], options, cost, null, cancellationToken);
        var bias = new double[set.Classes.Length];
        var weights = new double[set.Classes.Length][];
        for (var c = 0; c < weights.Length; c++)
        {
            (weights[c], bias[c]) = Unscale(fits[c].Weights, scaling);
        }

        return new(set.Classes, weights, bias, set.IsMultiLabel ? ProbabilityKind.Sigmoid : ProbabilityKind.Softmax)
        {
            Cost = cost,
            Validation = validation,
            HasConverged = fits.All(f => f.HasConverged),
            MeanExtra = [.. Enumerable.Range(0, set.Extra).Select(e => samples.Average(s => s.Extra[e]))],
        };
    }

    /// <summary>The classifiers of all classes on some of the samples.</summary>
    /// <param name="set">All samples.</param>
    /// <param name="rows">Those to train on.</param>
    /// <param name="options">Loss and threads.</param>
    /// <param name="cost">C.</param>
    /// <param name="start">Where each begins, such as the result at another C; null for zeros.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    internal static LinearFit[] Fit(HeadSamples set, int[] rows, HeadOptions options, double cost, LinearFit[]? start, CancellationToken cancellation)
    {
        // Two classes that exclude each other are one problem: the score of the first is that of the second with the other sign.
        var isPair = !set.IsMultiLabel && set.Classes.Length == 2;
        var fits = new LinearFit[set.Classes.Length];
        Parallel.For(isPair ? 1 : 0, fits.Length, new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, c =>
        {
            double[] signs = [.. rows.Select(r => set.Labels[r].Contains(c) ? 1.0 : -1)];
            var first = isPair && start is not null ? Scaled(start[c], 2) : start?[c];
            fits[c] = NewtonSolver.Minimise(new(set.Rows, rows, signs, options.Loss, cost), first?.Weights, cancellation);
        });
        if (isPair)
        {
            // Halves, so that the difference of the two logits is the decision value: softmax then gives the logistic probability.
            (fits[0], fits[1]) = (Scaled(fits[1], -0.5), Scaled(fits[1], 0.5));
        }

        return fits;
    }

    private static LinearFit Scaled(LinearFit fit, double factor) => fit with { Weights = [.. fit.Weights.Select(w => w * factor)] };

    private static (double[] Weights, double Bias) Unscale(double[] weights, (double[] Mean, double[] Deviation)? scaling)
    {
        if (scaling is not var (mean, deviation))
        {
            return (weights[..^1], weights[^1]);
        }

        double[] unscaled = [.. weights.Zip(deviation, (w, d) => w / d)];
        return (unscaled[..^1], unscaled[^1] - DenseVector.Dot(unscaled.AsSpan(..^1), mean));
    }
}
