using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Surgery;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>A linear classifier on pooled features.</summary>
public sealed class LinearHead
{
    private readonly double[][] _weights;

    internal LinearHead(ImmutableArray<string> classes, double[][] weights, double[] bias, ProbabilityKind probability)
    {
        (Classes, _weights, Bias, Probability) = (classes, weights, [.. bias], probability);
    }

    /// <summary>The names of the classes, in ordinal order.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The bias of each class.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>Softmax where classes exclude each other, else a sigmoid each.</summary>
    public ProbabilityKind Probability { get; }

    /// <summary>C.</summary>
    public required double Cost { get; init; }

    /// <summary>What cross-validation found; empty where C was given.</summary>
    public ImmutableArray<CostScore> Validation { get; init; } = [];

    /// <summary>Whether every solver came within its tolerance.</summary>
    public bool HasConverged { get; init; } = true;

    /// <summary>The mean of each extra column over the samples it was trained on.</summary>
    public ImmutableArray<double> MeanExtra { get; init; } = [];

    /// <summary>Features and extra columns.</summary>
    public int Size => _weights[0].Length;

    /// <summary>The weights of a class, those of the extra columns last.</summary>
    /// <param name="classIndex">From 0.</param>
    public ReadOnlySpan<double> Weights(int classIndex) => _weights[classIndex];

    /// <summary>The logits of a sample.</summary>
    /// <param name="features">Its pooled features.</param>
    /// <param name="extra">Its extra columns, as many as in training.</param>
    public double[] Decide(ReadOnlySpan<float> features, ReadOnlySpan<double> extra)
    {
        var sample = HeadSamples.Row(features, extra);
        return [.. _weights.Select((w, c) => DenseVector.Dot(w, sample) + Bias[c])];
    }

    /// <summary>
    /// Puts the classifier behind a network's features. The weights of extra columns have no place there: their mean goes into the bias, so that scores and maps are those of the
    /// photo alone.
    /// </summary>
    /// <param name="trunk">The network up to the features it was trained on.</param>
    /// <param name="description">The model that the network is of; labels are replaced, the rest is kept.</param>
    /// <exception cref="ArgumentException">The network gives another number of features.</exception>
    public ModelDescription Attach(PooledLayer trunk, ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        ArgumentNullException.ThrowIfNull(description);
        var visual = Size - MeanExtra.Length;
        var mean = MeanExtra.ToArray();
        float[] weights = [.. _weights.SelectMany(w => w.Take(visual)).Select(w => (float)w)];
        float[] bias = [.. _weights.Select((w, c) => (float)(Bias[c] + DenseVector.Dot(mean, w.AsSpan(visual))))];
        return description with { Network = ReplaceClassifier.Apply(trunk, weights, bias, Probability), Labels = new(Classes) };
    }
}
