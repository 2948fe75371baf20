using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>How a linear classifier is trained.</summary>
public sealed record HeadOptions
{
    /// <summary>The loss; logistic by default.</summary>
    public HeadLoss Loss { get; init; }

    /// <summary>C, what losses count against the length of the weights; null to choose it from <see cref="Costs"/> by cross-validation.</summary>
    public double? Cost { get; init; }

    /// <summary>What cross-validation chooses from.</summary>
    public ImmutableArray<double> Costs { get; init; } = [0.001, 0.01, 0.1, 1, 10];

    /// <summary>Parts of the cross-validation, at least 2; fewer are made where a class has fewer samples.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Which random order the parts of the cross-validation are dealt from.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether features are brought to mean 0 and variance 1 before; the weights are given for the features as they were.</summary>
    public bool Standardize { get; init; }

    /// <summary>Whether classes do not exclude each other; they are taken to do so where every sample has exactly one label.</summary>
    public bool MultiLabel { get; init; }

    /// <summary>How many classes are trained at once; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;
}
