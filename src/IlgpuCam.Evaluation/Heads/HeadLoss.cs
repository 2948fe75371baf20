namespace IlgpuCam.Evaluation.Heads;

/// <summary>What a linear classifier pays for a sample with the margin m, its decision value times +1 or -1.</summary>
public enum HeadLoss
{
    /// <summary>ln(1 + exp(-m)): L2-regularised logistic regression.</summary>
    Logistic,

    /// <summary>max(0, 1 - m) squared: the linear support vector machine with L2 loss, LIBLINEAR's and scikit-learn's default.</summary>
    SquaredHinge,
}
