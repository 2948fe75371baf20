using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Diagnostics;

/// <summary>
/// Leaves the statement that cannot be compiled. Without a diagnostic where something else has been reported before, by us (a local whose
/// declaration failed) or by the C# compiler (code with errors).
/// </summary>
internal sealed class KernelException(DiagnosticInfo? diagnostic) : Exception
{
    public KernelException(DiagnosticDescriptor descriptor, Location? location, params string[] arguments)
        : this(DiagnosticInfo.At(descriptor, location, arguments))
    {
    }

    public DiagnosticInfo? Diagnostic { get; } = diagnostic;
}
