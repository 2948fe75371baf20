using System.Collections.Immutable;
using IlgpuCam.Compute.Generator.Front;
using IlgpuCam.Compute.Generator.Generate;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>Compiles small C# sources against the vocabulary, with and without the generator.</summary>
internal static class KernelSources
{
    private const string Usings = "using System; using System.Numerics; using IlgpuCam.Compute;\n";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !Path.GetFileName(p).StartsWith("IlgpuCam.Compute.Generator", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp13);

    public static CSharpCompilation Compilation(params string[] sources)
    {
        var trees = sources.Select((s, i) => CSharpSyntaxTree.ParseText(Usings + s, Parsing, i == 0 ? "Kernels.cs" : $"Kernels{i}.cs"));
        return CSharpCompilation.Create("Kernels", trees, References, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static GeneratorDriver Driver(bool tracks = false) => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()], parseOptions: Parsing, driverOptions: new(IncrementalGeneratorOutputKind.None, tracks));

    /// <summary>The members of a partial class <c>K</c>, compiled to the intermediate representation: the first kernel in it, or its first instance.</summary>
    public static IrKernel Kernel(string members)
    {
        var compilation = Compilation(InClass(members));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        var method = compilation.GetTypeByMetadataName("K")!.GetMembers().OfType<IMethodSymbol>().First(m => m.GetAttributes().Any(a => a.AttributeClass!.Name == "KernelAttribute"));
        var (kernel, diagnostics) = KernelCompiler.Compile(compilation, method, new("kernel", 16, 256), default);
        Assert.Empty(diagnostics.Select(d => d.ToDiagnostic().ToString()));
        return kernel!;
    }

    /// <summary>A kernel as text, without its head.</summary>
    public static string Text(string members) => IrPrinter.Print(Kernel(members));

    /// <summary>The diagnostics that the generator reports on a partial class <c>K</c>, each with the source that it points at.</summary>
    public static IReadOnlyList<(string Id, string Source)> Diagnose(string members) => DiagnoseFile(InClass(members));

    public static IReadOnlyList<(string Id, string Source)> DiagnoseFile(string source)
    {
        var compilation = Compilation(source);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        var text = compilation.SyntaxTrees[0].GetText();
        var result = Driver().RunGenerators(compilation).GetRunResult();
        Assert.Null(result.Results[0].Exception);
        return [.. result.Diagnostics.Select(d => (d.Id, text.ToString(d.Location.SourceSpan)))];
    }

    /// <summary>The generated sources, which compile.</summary>
    public static IReadOnlyList<string> Generate(params string[] sources)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compilation(sources), out var output, out var diagnostics);
        Assert.Empty(diagnostics.Select(d => d.ToString()));
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        Assert.Empty(output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        return [.. driver.GetRunResult().GeneratedTrees.Select(t => t.ToString())];
    }

    public static string InClass(string members) => $"public static partial class K\n{{\n{members}\n}}\n";
}
