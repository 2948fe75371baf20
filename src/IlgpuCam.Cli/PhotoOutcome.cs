namespace IlgpuCam.Cli;

/// <summary>What became of one photo: a result, or an error.</summary>
/// <param name="Input">The photo.</param>
/// <param name="Result">The result, or null where it failed.</param>
/// <param name="Device">What ran it.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Warnings">What the decoder noticed.</param>
internal sealed record PhotoOutcome(InputFile Input, PhotoResult? Result, string Device, string? Error, IReadOnlyList<string> Warnings);
