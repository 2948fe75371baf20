using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>What one kernel method became: plain values, so that an edit elsewhere leaves all that follows as it is.</summary>
/// <param name="HintName">Name of the generated file.</param>
/// <param name="Text">Its C#; empty where there are errors.</param>
/// <param name="Kernels">The kernel, or its instances.</param>
/// <param name="Diagnostics">What was found.</param>
internal sealed record KernelOutput(string HintName, string Text, EquatableArray<KernelEntry> Kernels, EquatableArray<DiagnosticInfo> Diagnostics);
