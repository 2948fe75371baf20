using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IlgpuCam.Compute.Generator.Diagnostics;

/// <summary>A diagnostic as plain values, which the incremental pipeline can compare; the compiler's own hold on to syntax trees.</summary>
internal sealed record DiagnosticInfo(string Id, string FilePath, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo At(DiagnosticDescriptor descriptor, Location? location, params string[] arguments)
    {
        var lines = location?.GetLineSpan() ?? default;
        return new(descriptor.Id, lines.Path ?? "", location?.SourceSpan ?? default, lines.Span, EquatableArray<string>.From(arguments));
    }

    public Diagnostic ToDiagnostic()
    {
        var location = FilePath.Length == 0 ? Location.None : Location.Create(FilePath, Span, Lines);
        return Diagnostic.Create(Descriptors.Find(Id), location, [.. Arguments]);
    }
}
