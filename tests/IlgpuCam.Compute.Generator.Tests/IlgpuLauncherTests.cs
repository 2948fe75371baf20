using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>Against ILGPU's vocabulary a kernel gets the overload that has ILGPU launch it, and nothing else.</summary>
public sealed class IlgpuLauncherTests
{
    private const string Vocabulary = """
        using System;
        namespace IlgpuCam.Compute { [AttributeUsage(AttributeTargets.Method)] public sealed class KernelAttribute : Attribute; }
        namespace ILGPU
        {
            public struct ArrayView<T> where T : unmanaged { public T this[int i] { get => default; set { } } }
            public struct KernelConfig;
        }
        namespace ILGPU.Runtime
        {
            public abstract class Accelerator;
            public sealed class AcceleratorStream { public Accelerator Accelerator => null!; }
            public static class KernelLoaders
            {
                public static Action<AcceleratorStream, KernelConfig, A, B> LoadKernel<A, B>(this Accelerator accelerator, Action<A, B> action) where A : struct where B : struct => null!;
            }
        }
        """;

    private const string Kernels = """
        using ILGPU;
        using IlgpuCam.Compute;
        namespace Some.Place;
        public interface IScale { static abstract float Of(float x); }
        public static partial class K
        {
            [Kernel] public static void Run(ArrayView<float> x, int stream) { x[0] = stream; }
            [Kernel] public static void Generic<T>(ArrayView<float> x, int n) where T : struct, IScale { x[n] = T.Of(x[0]); }
        }
        public static class User
        {
            public static void Launch<T>(ILGPU.Runtime.AcceleratorStream s, KernelConfig c, ArrayView<float> x) where T : struct, IScale { K.Run(s, c, x, 3); K.Generic<T>(s, c, x, 4); }
        }
        """;

    [Fact]
    public void A_kernel_gets_a_launcher_that_compiles()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("IlgpuCam.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p));
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        var compilation = CSharpCompilation.Create(
            "Kernels", [CSharpSyntaxTree.ParseText(Vocabulary, options), CSharpSyntaxTree.ParseText(Kernels, options)], references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var result = KernelSources.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics).GetRunResult().Results[0];
        Assert.Null(result.Exception);
        Assert.Empty(diagnostics);
        Assert.Empty(output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        Assert.Equal(2, result.GeneratedSources.Length);
        Assert.Contains(result.GeneratedSources, s => s.SourceText.ToString().Contains(
            "LoadKernel<global::ILGPU.ArrayView<float>, int>(stream_.Accelerator, Run)(stream_, config, x, stream);", StringComparison.Ordinal));
        Assert.Contains(result.GeneratedSources, s => s.SourceText.ToString().Contains("where T : struct, global::Some.Place.IScale", StringComparison.Ordinal));
    }
}
