namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>What leaves the dialect is refused with its own number at its own place.</summary>
public sealed class DiagnosticTests
{
    private const string Types = """
        public interface IShape { int Area(); static abstract float Scale(float x); }
        public struct Square : IShape { public int Side; public int Area() => Side * Side; public static float Scale(float x) => x; }
        public struct WithBool { public bool Set; public int X; }
        public class Heap { public int X; public virtual int Get() => X; }
        """;

    [Theory]
    [InlineData("ILC001", "var h = new Heap(); x[0] = 1;", "new Heap()")]
    [InlineData("ILC001", "var h = new int[4]; x[0] = 1;", "new int[4]")]
    [InlineData("ILC001", "object o = 3; x[0] = 1;", "3")]
    [InlineData("ILC002", "var s = \"text\"; x[0] = 1;", "\"text\"")]
    [InlineData("ILC002", "var s = $\"{n}\"; x[0] = 1;", "$\"{n}\"")]
    [InlineData("ILC003", "if (n > 3) { throw new Exception(); }", "throw new Exception();")]
    [InlineData("ILC003", "try { x[0] = 1; } finally { x[1] = 2; }", "try { x[0] = 1; } finally { x[1] = 2; }")]
    [InlineData("ILC004", "x[0] = Even(n);", "Even(v - 1)")]
    [InlineData("ILC005", "IShape s = default(Square); x[0] = s.Area();", "s.Area()")]
    [InlineData("ILC005", "Heap h = Shared!; x[0] = h.Get();", "h.Get()")]
    [InlineData("ILC006", "Func<int, int> f = a => a + 1; x[0] = 1;", "a => a + 1")]
    [InlineData("ILC006", "x[0] = Apply!(3);", "Apply!(3)")]
    [InlineData("ILC007", "x[0] = Counter;", "Counter")]
    [InlineData("ILC007", "var h = Shared;", "Shared")]
    [InlineData("ILC013", "Heap? h = null;", "null")]
    [InlineData("ILC007", "int Add() => n + 1; x[0] = Add();", "n")]
    [InlineData("ILC008", "WithBool w = default; x[0] = w.X;", "default")]
    [InlineData("ILC008", "var v = SharedMemory.Allocate<bool>(4); x[0] = 1;", "SharedMemory.Allocate<bool>(4)")]
    [InlineData("ILC009", "if (Group.IdxX < 3) { Group.Barrier(); }", "Group.Barrier()")]
    [InlineData("ILC009", "var v = Atomic.Add(ref x[0], 1); while (v > 0) { Group.Barrier(); v--; }", "Group.Barrier()")]
    [InlineData("ILC009", "for (var i = Group.IdxX; i < n; i++) { if (x[i] > 3) { break; } } for (var i = Group.IdxX; i < n; i += Group.DimX) { Group.Barrier(); }", "Group.Barrier()")]
    [InlineData("ILC009", "for (var i = 0; i < n; i++) { if (x[Group.IdxX] == i) { break; } Group.Barrier(); }", "Group.Barrier()")]
    [InlineData("ILC009", "if (Warp.LaneIdx == 0) { x[0] = Warp.ShuffleDown(n, 1); }", "Warp.ShuffleDown(n, 1)")]
    [InlineData("ILC010", "if (Group.IdxX >= n) { return; } Group.Barrier();", "return;")]
    [InlineData("ILC011", "x[0] = Environment.ProcessorCount;", "Environment.ProcessorCount")]
    [InlineData("ILC011", "x[0] = (int)Math.Exp(2.0 * n);", "Math.Exp(2.0 * n)")]
    [InlineData("ILC011", "var h = (Half)1f; h = h + h;", "h + h")]
    [InlineData("ILC012", "again: x[0] = 1; if (n > 3) { goto again; }", "again: x[0] = 1;")]
    [InlineData("ILC012", "foreach (var i in Many!) { x[0] = 1; }", "foreach (var i in Many!) { x[0] = 1; }")]
    [InlineData("ILC013", "x[0] = Many![2];", "Many![2]")]
    [InlineData("ILC013", "var k = 0; x[0] = Atomic.Add(ref k, 1);", "Atomic.Add(ref k, 1)")]
    [InlineData("ILC013", "x[0] = n switch { 0 => 1, 1 => 2 };", "n switch { 0 => 1, 1 => 2 }")]
    [InlineData("ILC017", "var v = SharedMemory.Allocate<int>(n); x[0] = v[0];", "n")]
    [InlineData("ILC017", "var v = LocalMemory.Allocate<double>(10000); x[0] = (int)v[0];", "LocalMemory.Allocate<double>(10000)")]
    [InlineData("ILC018", "var v = LocalMemory.Allocate<int>(4); var w = n > 2 ? v : x; x[0] = w[0];", "n > 2 ? v : x")]
    [InlineData("ILC018", "var v = SharedMemory.Allocate<int>(4); var w = x; w = v; x[0] = w[0];", "w = v")]
    [InlineData("ILC020", "checked { x[0] = n + n; }", "n + n")]
    [InlineData("ILC020", "x[0] = checked((byte)n);", "(byte)n")]
    [InlineData("ILC021", "var p = (n, n); x[0] = p.Item1;", "(n, n)")]
    [InlineData("ILC009", "FragmentA a = default; FragmentB b = default; FragmentC c = default; if (Group.IdxX < 3) { c = TensorCore.MultiplyTf32(a, b, c); }", "TensorCore.MultiplyTf32(a, b, c)")]
    [InlineData("ILC024", "AsyncCopy.Copy4(x, 0, x, 0, true);", "AsyncCopy.Copy4(x, 0, x, 0, true)")]
    [InlineData("ILC024", "AsyncCopy.Wait(n);", "n")]
    [InlineData("ILC024", "x[0] = (int)TensorCore.LoadMatrix(x, 0);", "TensorCore.LoadMatrix(x, 0)")]
    public void A_statement_that_leaves_the_dialect_is_refused_at_its_place(string id, string statements, string place)
    {
        var found = KernelSources.Diagnose($$"""
            {{Types}}
            static int Counter = 3;
            static readonly Heap? Shared = null;
            static readonly int[]? Many = null;
            static readonly Func<int, int>? Apply = null;
            static int Even(int v) => v == 0 ? 1 : Odd(v - 1);
            static int Odd(int v) => v == 0 ? 0 : Even(v - 1);
            [Kernel(MaxGroupSize = 64)]
            public static void Run(ArrayView<int> x, int n)
            {
                {{statements}}
            }
            """);
        Assert.Contains((id, place), found);
        Assert.InRange(found.Count, 1, 2);
    }

    [Theory]
    [InlineData("ILC007", "[Kernel] public void Run(ArrayView<int> x) { x[0] = 1; }", "Run")]
    [InlineData("ILC008", "[Kernel] public static void Run(ArrayView<bool> x) { }", "x")]
    [InlineData("ILC008", "[Kernel] public static void Run(ArrayView<WithBool> x) { }", "x")]
    [InlineData("ILC008", "[Kernel] public static void Run(ArrayView<int> x, bool b) { }", "b")]
    [InlineData("ILC008", "[Kernel] public static void Run(ArrayView<int> x, int[] y) { }", "y")]
    [InlineData("ILC014", "[Kernel] public static void Run<T>(ArrayView<int> x) where T : struct { }", "Run")]
    [InlineData("ILC016", "[Kernel] public static void Run(ArrayView<int> x) { x[0] = Warp.ShuffleDown(3, 1); }", "Run")]
    [InlineData("ILC019", "[Kernel(Name = \"same\")] public static void A(ArrayView<int> x) { } [Kernel(Name = \"same\")] public static void B(ArrayView<int> x) { }", "B")]
    [InlineData("ILC022", "[Kernel] public static int Run(ArrayView<int> x) => 1;", "Run")]
    [InlineData("ILC022", "[Kernel] public static void Run(ArrayView<int> x, ref int n) { }", "n")]
    [InlineData("ILC023", "[Kernel, KernelInstance<int>] public static void Run(ArrayView<int> x) { }", "Run")]
    [InlineData("ILC023", "[Kernel, KernelInstance<int, int>] public static void Run<T>(ArrayView<int> x) where T : struct { }", "KernelInstance<int, int>")]
    [InlineData("ILC023", "[Kernel, KernelInstance<WithBool>] public static void Run<T>(ArrayView<int> x) where T : struct, IShape { }", "KernelInstance<WithBool>")]
    public void A_declaration_that_cannot_be_a_kernel_is_refused(string id, string member, string place)
    {
        var isStatic = !member.Contains("public void", StringComparison.Ordinal);
        var source = KernelSources.InClass($"{Types}\n{member}");
        Assert.Equal([(id, place)], KernelSources.DiagnoseFile(isStatic ? source : source.Replace("static partial", "partial", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_class_that_is_not_partial_is_refused() =>
        Assert.Equal([("ILC015", "Run")], KernelSources.DiagnoseFile("public static class K { [Kernel] public static void Run(ArrayView<int> x) { } }"));

    [Fact]
    public void One_run_finds_the_faults_of_all_statements() =>
        Assert.Equal(
            ["ILC002", "ILC021", "ILC020"],
            KernelSources.Diagnose("[Kernel] public static void Run(ArrayView<int> x, int n) { var s = \"\"; if (n > 0) { var t = (n, n); } x[0] = checked(n * n); }").Select(d => d.Id));

    [Theory]
    [InlineData("if (Grid.IdxX > 3) { Group.Barrier(); }")]
    [InlineData("if (n <= 0) { return; } Group.Barrier();")]
    [InlineData("for (var s = Group.DimX / 2; s > 0; s >>= 1) { if (Group.IdxX < s) { x[Group.IdxX] += x[Group.IdxX + s]; } Group.Barrier(); }")]
    [InlineData("var flag = SharedMemory.Allocate<int>(1); do { Group.Barrier(); flag[0] = 0; Group.Barrier(); if (x[Group.IdxX] > 0) { flag[0] = 1; } Group.Barrier(); } while (flag[0] != 0);")]
    [InlineData("for (var i = 0; i < n; i++) { if (x[i] > 3) { continue; } Group.Barrier(); }")]
    [InlineData("if (Group.IdxX < n) { x[0] = 1; } Group.Barrier(); if (Group.IdxX >= n) { return; } x[1] = 2;")]
    public void Barriers_in_uniform_control_flow_pass(string statements) =>
        Assert.Empty(KernelSources.Diagnose($"[Kernel] public static void Run(ArrayView<int> x, int n) {{ {statements} }}"));
}
