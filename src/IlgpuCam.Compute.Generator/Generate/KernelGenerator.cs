using System.Text;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>Compiles every method with <c>[Kernel]</c> to OpenCL C, CUDA C and the emulator's C#, and adds the overload that launches it.</summary>
/// <remarks>
/// Each edit compiles all kernels again, and steps after that see only what changed: a kernel means what all the types, constants and helpers that it gets to mean, in any file, and a key that holds all of them is found by binding them, which is most of the work.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step whose values tests look at: one a kernel method.</summary>
    internal const string KernelStep = "Kernels";

    /// <summary>Name of the step that lists all kernels.</summary>
    internal const string CatalogStep = "Catalog";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var outputs = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.KernelAttribute, static (node, _) => node is MethodDeclarationSyntax, static (c, token) =>
                KernelMethod.Compile(c, token))
            .WithTrackingName(KernelStep);
        var entries = outputs.SelectMany(static (o, _) => o.Kernels).Collect()
            .Select(static (all, _) => EquatableArray<KernelEntry>.From(all.OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e =>
                e.HintName, StringComparer.Ordinal)))
            .WithTrackingName(CatalogStep);
        var rootNamespace = context.AnalyzerConfigOptionsProvider.Select(static (o, _) =>
            o.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) ? name : "")
            .Combine(context.CompilationProvider.Select(static (c, _) => c.AssemblyName ?? ""))
            .Select(static (names, _) => names.Left.Length > 0 ? names.Left : names.Right);

        context.RegisterSourceOutput(outputs.Combine(entries), static (c, pair) => Write(c, pair.Left, pair.Right));
        context.RegisterSourceOutput(entries.Combine(rootNamespace), static (c, pair) =>
        {
            if (pair.Left.Count > 0)
            {
                c.AddSource("KernelCatalog.g.cs", SourceText.From(CatalogWriter.Write(pair.Right, pair.Left), Encoding.UTF8));
            }
        });
    }

    private static void Write(SourceProductionContext context, KernelOutput output, EquatableArray<KernelEntry> all)
    {
        foreach (var diagnostic in output.Diagnostics)
        {
            context.ReportDiagnostic(diagnostic.ToDiagnostic());
        }

        var isDuplicate = false;
        foreach (var entry in output.Kernels)
        {
            if (First(all, entry.Name) != entry)
            {
                context.ReportDiagnostic(entry.WhenDuplicate.ToDiagnostic());
                isDuplicate = true;
            }
        }

        if (output.Text.Length > 0 && !isDuplicate)
        {
            context.AddSource(output.HintName, SourceText.From(output.Text, Encoding.UTF8));
        }
    }

    private static KernelEntry First(EquatableArray<KernelEntry> all, string name) => all.First(e => e.Name == name);
}
