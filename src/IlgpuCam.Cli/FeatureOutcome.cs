using IlgpuCam.Evaluation.Heads;

namespace IlgpuCam.Cli;

/// <summary>What became of one photo whose features were wanted: features, or an error.</summary>
/// <param name="Sample">The photo.</param>
/// <param name="Features">K features, or null where it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Warnings">What the decoder noticed.</param>
internal sealed record FeatureOutcome(HeadSample Sample, float[]? Features, string? Error, IReadOnlyList<string> Warnings);
