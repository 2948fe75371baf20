using System.Globalization;
using System.Reflection;
using System.Text;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Testing;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>Kernels of one random program or several, which are a row of the grid each, compiled at once; and the same as plain C#.</summary>
internal sealed class ProgramBatch
{
    /// <summary>Programs of a kernel.</summary>
    public const int Programs = 6;

    private const string FolderVariable = "ILGPUCAM_RANDOM_SOURCES";

    private const string Plain = """
        public static class PlainAtomic
        {
            public static int Add(ref int target, int value) { var old = target; target = unchecked(old + value); return old; }
            public static int Min(ref int target, int value) { var old = target; target = Math.Min(old, value); return old; }
            public static int Max(ref int target, int value) { var old = target; target = Math.Max(old, value); return old; }
            public static int And(ref int target, int value) { var old = target; target &= value; return old; }
            public static int Or(ref int target, int value) { var old = target; target |= value; return old; }
            public static int Xor(ref int target, int value) { var old = target; target ^= value; return old; }
        }
        public static class PlainWarp
        {
            public static int Shuffle(int t, int size, int lane) => Inside(t, size, (t & ~31) | (lane & 31));
            public static int ShuffleXor(int t, int size, int mask) => Inside(t, size, t ^ (mask & 31));
            public static int ShuffleDown(int t, int size, int delta) => (t & 31) + (delta & 31) > 31 ? t : Inside(t, size, t + (delta & 31));
            public static int ShuffleUp(int t, int size, int delta) => (t & 31) < (delta & 31) ? t : t - (delta & 31);
            private static int Inside(int t, int size, int from) => from < size ? from : t;
        }
        """;

    private readonly byte[] _image;
    private readonly Assembly _assembly;

    private ProgramBatch(byte[] image, IReadOnlyList<ProgramSet> sets)
    {
        (_image, _assembly, Sets) = (image, Assembly.Load(image), sets);
    }

    private delegate void Reference(int grid, int size, int[] ints, float[] floats, int[] totals, long[] results, int n);

    /// <summary>What the kernels hold.</summary>
    public IReadOnlyList<ProgramSet> Sets { get; }

    /// <summary>A kernel for each set.</summary>
    public static ProgramBatch Compile(IReadOnlyList<ProgramSet> sets)
    {
        var sources = sets.Select(Source).Append(Plain).ToArray();
        var driver = KernelSources.Driver().RunGeneratorsAndUpdateCompilation(KernelSources.Compilation(sources), out var output, out var diagnostics);
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            sets.Zip(sources).ToList().ForEach(p => File.WriteAllText(Path.Combine(folder, $"{p.First}.cs"), p.Second));
        }

        Assert.Empty(diagnostics.Select(d => $"{d}: {d.Location.SourceTree?.GetText().ToString(d.Location.SourceSpan)}"));
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        var release = output.WithOptions(output.Options.WithOptimizationLevel(OptimizationLevel.Release));
        using var stream = new MemoryStream();
        var result = release.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        var batch = new ProgramBatch(stream.ToArray(), sets);
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } texts)
        {
            sets.Zip(batch.Kernels).ToList().ForEach(p => File.WriteAllText(Path.Combine(texts, $"{p.First}.cl"), p.Second.OpenClSource()));
        }

        return batch;
    }

    /// <summary>What <see cref="Save"/> has written.</summary>
    public static ProgramBatch Load(string path, IReadOnlyList<ProgramSet> sets) => new(File.ReadAllBytes(path), sets);

    /// <summary>Writes the assembly, for another process.</summary>
    public void Save(string path) => File.WriteAllBytes(path, _image);

    /// <summary>The CUDA C of the kernels.</summary>
    public IEnumerable<(string Name, string Source)> CudaSources =>
        (IEnumerable<(string, string)>)_assembly.GetType("Kernels.KernelCatalog")!.GetMethod("CudaSources")!.Invoke(null, null)!;

    private IReadOnlyList<KernelDefinition> Kernels
    {
        get
        {
            var all = (IReadOnlyList<KernelDefinition>)_assembly.GetType("Kernels.KernelCatalog")!.GetProperty("All")!.GetValue(null)!;
            return [.. Enumerable.Range(0, Sets.Count).Select(i => all.Single(d => d.Name == $"R{i}_Run"))];
        }
    }

    /// <summary>Runs the kernel of a set in groups of several sizes and says where an accelerator differs from plain C#; null where it does not.</summary>
    public string? Differ(Accelerator accelerator, int index) => Differ(accelerator, index, 40, 5) ?? Differ(accelerator, index, 64, 8) ?? Differ(accelerator, index, 1, 2);

    private string? Differ(Accelerator accelerator, int index, int groupSize, int n)
    {
        const int Grid = 2;
        var rows = Sets[index].Programs.Count == 1 ? 1 : Programs;
        var random = new Random(Sets[index].Kernel);
        int[] ints = [.. Enumerable.Range(0, 64).Select(i => i < 8 ? new[] { 0, 1, -1, int.MinValue, int.MaxValue, 31, 255, -7 }[i] : random.Next(int.MinValue, int.MaxValue) >> random.Next(31))];
        float[] floats = [.. Enumerable.Range(0, 64).Select(i => i < 6 ? new[] { 0f, -0f, float.NaN, float.NegativeInfinity, 1e-40f, 3e38f }[i] : (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-10, 40))))];
        var (totals, results) = (new int[Programs * 12], new long[Programs * Grid * groupSize * RandomProgram.Results]);
        var (expectedTotals, expected) = (totals.ToArray(), results.ToArray());
        _assembly.GetType($"R{index}")!.GetMethod("Reference")!.CreateDelegate<Reference>()(Grid, groupSize, ints, floats, expectedTotals, expected, n);
        Run(accelerator, Kernels[index], new(new Index3D(Grid, rows, 1), new Index3D(groupSize, 1, 1)), ints, floats, totals, results, n);
        if (!results.SequenceEqual(expected))
        {
            var at = Enumerable.Range(0, results.Length).First(i => results[i] != expected[i]);
            var (item, result) = (at / RandomProgram.Results % (Grid * groupSize), at % RandomProgram.Results);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Sets[index]}, program {at / (results.Length / Programs)}, work-item {item}, result {result}: {results[at]:x}, expected {expected[at]:x} (groups of {groupSize}, n {n})");
        }

        return totals.SequenceEqual(expectedTotals)
            ? null
            : $"{Sets[index]}, atomics: {string.Join(' ', totals)}, expected {string.Join(' ', expectedTotals)} (groups of {groupSize}, n {n})";
    }

    private static unsafe void Run(Accelerator accelerator, KernelDefinition kernel, KernelConfig config, int[] ints, float[] floats, int[] totals, long[] results, int n)
    {
        using var first = accelerator.Allocate1D<int>(ints);
        using var second = accelerator.Allocate1D<float>(floats);
        using var third = accelerator.Allocate1D<int>(totals);
        using var fourth = accelerator.Allocate1D<long>(results);
        using var stream = accelerator.CreateStream();
        stream.Launch(kernel, config, [KernelArgument.Of(first.View), KernelArgument.Of(second.View), KernelArgument.Of(third.View), KernelArgument.Of(fourth.View), KernelArgument.Of(&n)]);
        stream.Synchronize();
        third.GetAsArray1D().CopyTo(totals, 0);
        fourth.GetAsArray1D().CopyTo(results, 0);
    }

    private static string Source(ProgramSet set, int index)
    {
        var (helpers, body, plain) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var p in set.Programs)
        {
            var program = new RandomProgram(HashCode(set.Seed, set.Kernel, p), p);
            helpers.Append($"public static class P{p} {{\n{program.Helpers}\n");

            var text = Qualified(program.Kernel, p);
            body.Append(set.Programs.Count == 1 ? text : $"if (Grid.IdxY == {p}) {{\n{text}}}\n");
            helpers.Append($"public static void Plain(int gx, int size, int total, int[] ints, float[] floats, int[] totals, long[] results, int n) {{ unchecked {{\n{program.Plain}}} }}\n}}\n");
            plain.Append($"P{p}.Plain(gx, size, grid * size, ints, floats, totals, results, n);\n");
        }

        return $$"""
            public static partial class R{{index}}
            {
            {{helpers}}
            [Kernel(MaxGroupSize = {{RandomProgram.Shared}})]
            public static void Run(ArrayView<int> ints, ArrayView<float> floats, ArrayView<int> totals, ArrayView<long> results, int n)
            {
            unchecked {
            var tile = SharedMemory.Allocate<int>({{RandomProgram.Shared}}); var counters = SharedMemory.Allocate<int>(4);
            var t = Group.IdxX; var gx = Grid.IdxX; var size = Group.DimX; var g = gx * size + t; var total = size * Grid.DimX;
            {{body}}
            }
            }
            public static void Reference(int grid, int size, int[] ints, float[] floats, int[] totals, long[] results, int n)
            {
            for (var gx = 0; gx < grid; gx++) {
            {{plain}}
            }
            }
            }
            """;
    }

    private static int HashCode(int seed, int kernel, int program) => unchecked((seed * 7919) + (kernel * 104729) + program);

    // The program's members, as they are called from the kernel beside its class.
    private static string Qualified(string text, int program) => System.Text.RegularExpressions.Regex.Replace(
        text, @"(?<![\w.])(H\d\(|Divisor\(|Bits\(|Fold<|Left>|Right>|S(?=\)| \{))", $"P{program}.$1");
}
