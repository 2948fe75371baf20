namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>What a comparison in a process of its own has come to.</summary>
/// <param name="Differences">Kernels with results other than plain C#'s.</param>
/// <param name="Failures">Kernels at which the driver ended the process.</param>
internal sealed record DriverOutcome(List<string> Differences, List<string> Failures);
