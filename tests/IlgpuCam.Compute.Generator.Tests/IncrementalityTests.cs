using IlgpuCam.Compute.Generator.Generate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>An editor calls the generator at every key: what did not change is not made again.</summary>
public sealed class IncrementalityTests
{
    private const string Kernel = "public static partial class K { [Kernel] public static void Run(ArrayView<float> x) { x[Grid.IdxX] = Twice.Of(x[0]); } }";
    private const string Helper = "public static class Twice { public static float Of(float x) => 2f * x; }";

    [Fact]
    public void An_edit_elsewhere_leaves_every_output_as_it_is()
    {
        var (steps, outputs) = RunTwice("public static class Other { public static int X = 1; }", "public static class Other { public static int X = 2; public static int Y; }");
        Assert.All(steps, r => Assert.Contains(r, new[] { IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached }));
        Assert.All(outputs, r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.NotEmpty(outputs);
    }

    [Fact]
    public void An_edit_of_a_helper_in_another_file_changes_the_kernel()
    {
        var (steps, outputs) = RunTwice(Helper, Helper.Replace("2f", "3f", StringComparison.Ordinal), []);
        Assert.Contains(IncrementalStepRunReason.Modified, steps);
        Assert.Contains(IncrementalStepRunReason.Modified, outputs);
    }

    private static (IReadOnlyList<IncrementalStepRunReason> Steps, IReadOnlyList<IncrementalStepRunReason> Outputs) RunTwice(string before, string after, string[]? others = null)
    {
        var compilation = KernelSources.Compilation([Kernel, before, .. others ?? [Helper]]);
        var driver = KernelSources.Driver(tracks: true).RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        var tree = compilation.SyntaxTrees[1];
        var edited = CSharpSyntaxTree.ParseText(after, (CSharpParseOptions)tree.Options, tree.FilePath);
        var result = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited)).GetRunResult().Results[0];
        return (
            [.. new[] { KernelGenerator.KernelStep, KernelGenerator.CatalogStep }.SelectMany(s => result.TrackedSteps[s]).SelectMany(s => s.Outputs).Select(o => o.Reason)],
            [.. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)]);
    }
}
