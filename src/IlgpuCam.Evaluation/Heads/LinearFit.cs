namespace IlgpuCam.Evaluation.Heads;

/// <summary>The minimum that a solver found.</summary>
/// <param name="Weights">The weights, the bias last.</param>
/// <param name="Objective">The objective's value there.</param>
/// <param name="GradientNorm">The length of its gradient there.</param>
/// <param name="Iterations">Steps that were tried.</param>
/// <param name="HasConverged">Whether the gradient is within the tolerance.</param>
internal sealed record LinearFit(double[] Weights, double Objective, double GradientNorm, int Iterations, bool HasConverged);
