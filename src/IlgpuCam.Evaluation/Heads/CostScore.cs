namespace IlgpuCam.Evaluation.Heads;

/// <summary>What cross-validation says of one C.</summary>
/// <param name="Cost">C.</param>
/// <param name="Score">The share of samples whose class was right, each by a classifier that had not seen it; where classes do not exclude each other, mean average precision.</param>
public readonly record struct CostScore(double Cost, double Score);
