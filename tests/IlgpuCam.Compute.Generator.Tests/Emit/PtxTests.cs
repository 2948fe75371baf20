using System.Text.RegularExpressions;
using IlgpuCam.Compute.Generator.Emit;
using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Tests.Emit.Build;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

public class PtxTests
{
    private static readonly StructType Float4 = new(
        "Float4", "Float4",
        EquatableArray<StructField>.From([new("x", "X", ScalarType.Float32), new("y", "Y", ScalarType.Float32), new("z", "Z", ScalarType.Float32), new("w", "W", ScalarType.Float32)]), 16, true);

    private static readonly IrVariable X = Var("x", View(ScalarType.Float32));
    private static readonly IrVariable Y = Var("y", View(ScalarType.Float32));

    [ClangFact]
    public void Only_what_asks_for_it_is_fused()
    {
        var i = GlobalIdx;
        var plain = ClangHost.Ptx(Kernel("plain", [X, Y], Block(Set(At(Y, i), Add(Multiply(At(X, i), At(X, i)), At(Y, i))))));
        var fused = ClangHost.Ptx(Kernel("fused", [X, Y], Block(Set(At(Y, i), Ask(Intrinsic.FusedMultiplyAdd, ScalarType.Float32, At(X, i), At(X, i), At(Y, i))))));

        Assert.DoesNotContain("fma", plain, StringComparison.Ordinal);
        Assert.Contains("mul.rn.f32", plain, StringComparison.Ordinal);
        Assert.Contains("fma.rn.f32", fused, StringComparison.Ordinal);
        Assert.Contains(".target sm_80", fused, StringComparison.Ordinal);
        Assert.Contains(".version 7.0", fused, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", fused, StringComparison.Ordinal);
    }

    [ClangFact]
    public void Parameters_are_those_of_the_launcher_in_order()
    {
        var ptx = ClangHost.Ptx(Kernel("parameters", [X, Var("a", ScalarType.Float32), Y, Var("v", Float4)], Block(Set(At(Y, Lit(0)), At(X, Lit(0)))), structs: [Float4]));
        var parameters = Regex.Matches(ptx, @"\.param (.*?) parameters_param_\d(\[\d+\])?").Select(m => m.Groups[1].Value.Replace(".ptr ", string.Empty, StringComparison.Ordinal) + m.Groups[2].Value).Take(6);

        Assert.Equal([".u64", ".u64", ".f32", ".u64", ".u64", ".align 16 .b8[16]"], parameters);
        Assert.Contains(".maxntid 256", ptx, StringComparison.Ordinal);
    }

    [ClangFact]
    public void A_kernel_vector_is_loaded_and_stored_in_one_instruction()
    {
        var ptx = ClangHost.Ptx(Vectors());

        Assert.Contains("ld.global.v4.f32", ptx, StringComparison.Ordinal);
        Assert.Contains("st.global.v4.f32", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_vector_moves_the_same_numbers_everywhere() =>
        new Launch(Vectors(), (2, 1, 1), (2, 1, 1), [Launch.Bytes([.. Enumerable.Range(0, 16).Select(v => (float)v)]), new byte[64]], Structs: "public struct Float4 { public float X, Y, Z, W; }")
            .Gives(1, 3f, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    [ClangFact]
    public void Barriers_shuffles_atomics_and_halves_are_the_devices_own()
    {
        var (shared, v, halves) = (Var("shared", View(ScalarType.Float32, AddressSpace.Shared)), Var("v", ScalarType.Float32), Var("halves", View(Float16)));
        var ptx = ClangHost.Ptx(Kernel("native", [X, Y, halves], Block(
            new AllocateStatement(shared, 256, 0, 1),
            Set(At(shared, Idx), To(At(halves, Idx), ScalarType.Float32)),
            Barrier(0),
            Let(v, Ask(Intrinsic.ShuffleDown, ScalarType.Float32, At(shared, Op(BinaryOperator.Xor, Idx, Lit(7))), Lit(4))),
            new EvaluateStatement(Ask(Intrinsic.AtomicAdd, ScalarType.Float32, Ref(At(Y, Lit(0)), AddressSpace.Global), Use(v)), 1),
            Set(At(halves, Idx), To(Ask(Intrinsic.Max, ScalarType.Float32, Use(v), Lit(0f)), Float16)))));

        foreach (var expected in new[] { "bar.sync", "shfl.sync.down.b32", "red.global.add.f32|atom.global.add.f32", "cvt.f32.f16", "cvt.rn.f16.f32", "max.NaN.f32", "ld.shared.f32", "st.shared.f32" })
        {
            Assert.Matches(expected.Replace(".", "\\.", StringComparison.Ordinal), ptx);
        }
    }

    [ClangFact]
    public void Constant_loops_are_unrolled_into_registers()
    {
        var (local, k) = (Var("local", View(ScalarType.Float32, AddressSpace.Local)), Var("k", ScalarType.Int32));
        IrStatement Each(IrStatement statement) => While(Less(Use(k), Lit(8)), Block(Set(Use(k), Add(Use(k), Lit(1)))), Block(statement), unroll: true);
        var ptx = ClangHost.Ptx(Kernel("unrolled", [X, Y], Block(
            new AllocateStatement(local, 8, 0, 1),
            Let(k, Lit(0)),
            Each(Set(At(local, Use(k)), At(X, Add(Multiply(GlobalIdx, Lit(8)), Use(k))))),
            Set(Use(k), Lit(0)),
            Each(Set(At(Y, Add(Multiply(GlobalIdx, Lit(8)), Use(k))), At(local, Op(BinaryOperator.Subtract, Lit(7), Use(k))))))));

        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
        Assert.Equal(8, Regex.Count(ptx, "ld\\.global"));
    }

    [Fact]
    public void The_text_is_the_same_every_time_and_has_unix_line_ends()
    {
        var text = CudaEmitter.Emit(Vectors());

        Assert.Equal(text, CudaEmitter.Emit(Vectors()));
        Assert.DoesNotContain('\r', text);
    }

    private static IrKernel Vectors()
    {
        var (from, to, v, w) = (Var("from", View(Float4)), Var("to", View(Float4)), Var("v", Float4), Var("w", Float4));
        return Kernel("vectors", [X, Y], Block(
            Let(from, new ViewCastExpression(Use(X), View(Float4))),
            Let(to, new ViewCastExpression(Use(Y), View(Float4))),
            If(
                Less(To(GlobalIdx, ScalarType.Int64), new LengthExpression(Use(to))),
                Block([
                    Let(v, At(from, GlobalIdx)),
                    Let(w, new DefaultExpression(Float4)),
                    .. Enumerable.Range(0, 4).Select(i => Set(new FieldExpression(Use(w), Float4.Fields[i]), new FieldExpression(Use(v), Float4.Fields[3 - i]))),
                    Set(At(to, GlobalIdx), Use(w))]))), structs: [Float4]);
    }
}
