using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>The same overload where kernels are compiled against ILGPU in place of this library's vocabulary: it has ILGPU's loader compile the kernel, which keeps what it has compiled, and launches it.</summary>
internal static class IlgpuLauncherWriter
{
    /// <summary>Whether the kernels of a compilation are for ILGPU.</summary>
    public static bool IsFor(Compilation compilation) =>
        compilation.GetTypeByMetadataName(KnownNames.IlgpuStream) is not null && compilation.GetTypeByMetadataName($"{KnownNames.ArrayView}`1") is null;

    public static string Write(IMethodSymbol method)
    {
        var (stream, config) = (LauncherWriter.Own(method, "stream"), LauncherWriter.Own(method, "config"));
        var types = string.Join(", ", method.Parameters.Select(p => CSharpText.Type(p.Type)));
        var arguments = string.Concat(method.Parameters.Select(p => $", {CSharpText.Name(p.Name)}"));
        return $"{LauncherWriter.Head(method, "", $"global::{KnownNames.IlgpuStream}", "global::ILGPU.KernelConfig")} =>\n"
            + $"        global::ILGPU.Runtime.KernelLoaders.LoadKernel<{types}>({stream}.Accelerator, {CSharpText.Name(method.Name)}{LauncherWriter.Generics(method)})({stream}, {config}{arguments});\n";
    }
}
