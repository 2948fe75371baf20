using IlgpuCam.Compute.Generator.Diagnostics;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>A kernel's entry in the catalog.</summary>
/// <param name="Name">Its name, unique in the assembly.</param>
/// <param name="Definition">The class of its definition, fully qualified.</param>
/// <param name="HintName">The generated file that it is in.</param>
/// <param name="WhenDuplicate">What to report where another kernel has the name.</param>
internal sealed record KernelEntry(string Name, string Definition, string HintName, DiagnosticInfo WhenDuplicate);
