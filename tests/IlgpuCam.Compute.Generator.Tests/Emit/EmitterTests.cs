using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Tests.Emit.Build;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

public class EmitterTests
{
    private static readonly IrVariable X = Var("x", View(ScalarType.Float32));
    private static readonly IrVariable Y = Var("y", View(ScalarType.Float32));
    private static readonly IrVariable N = Var("n", ScalarType.Int32);

    [Fact]
    public void A_kernel_writes_a_scaled_sum_and_leaves_early()
    {
        var i = Var("i", ScalarType.Int32);
        var a = Var("a", ScalarType.Float32);
        var body = Block(
            Let(i, GlobalIdx),
            If(Op(BinaryOperator.GreaterOrEqual, Use(i), To(new LengthExpression(Use(Y)), ScalarType.Int32)), Block(new ReturnStatement(null, 2))),
            Set(At(Y, Use(i)), Ask(Intrinsic.FusedMultiplyAdd, ScalarType.Float32, Use(a), At(X, Use(i)), At(Y, Use(i)))));
        var launch = new Launch(
            Kernel("saxpy", [X, Y, a], body), (2, 1, 1), (4, 1, 1), [Launch.Bytes(1f, 2, 3, 4, 5), Launch.Bytes(10f, 20, 30, 40, 50), Launch.Bytes(0.5f)]);

        launch.Gives(1, 10.5f, 21f, 31.5f, 42f, 52.5f);
    }

    [Fact]
    public void A_reduction_in_shared_memory_has_barriers_in_a_loop()
    {
        var (shared, step) = (Var("shared", View(ScalarType.Float32, AddressSpace.Shared)), Var("step", ScalarType.Int32));
        var body = Block(
            new AllocateStatement(shared, 64, 0, 1),
            Set(At(shared, Idx), At(X, GlobalIdx)),
            Barrier(0),
            Let(step, Lit(32)),
            While(
                Op(BinaryOperator.Greater, Use(step), Lit(0)),
                Block(Set(Use(step), Op(BinaryOperator.Divide, Use(step), Lit(2)))),
                Block(
                    If(Less(Idx, Use(step)), Block(Set(At(shared, Idx), Add(At(shared, Idx), At(shared, Add(Idx, Use(step))))))),
                    Barrier(1)),
                wide: true),
            If(Op(BinaryOperator.Equal, Idx, Lit(0)), Block(Set(At(Y, Ask(Intrinsic.GridIdxX, ScalarType.Int32)), At(shared, Lit(0))))));
        var launch = new Launch(
            Kernel("reduce", [X, Y], body), (2, 1, 1), (64, 1, 1), [Launch.Bytes([.. Enumerable.Range(1, 128).Select(v => (float)v)]), Launch.Bytes(0f, 0f)]);

        launch.Gives(1, 2080f, 6176f);
    }

    [Fact]
    public void A_shuffle_sums_a_warp_and_a_partial_warp_keeps_its_own_values()
    {
        var (value, other, delta) = (Var("value", ScalarType.Float32), Var("other", ScalarType.Float32), Var("delta", ScalarType.Int32));
        var body = Block(
            Let(value, At(X, Idx)),
            Let(delta, Lit(16)),
            While(
                Op(BinaryOperator.Greater, Use(delta), Lit(0)),
                Block(Set(Use(delta), Op(BinaryOperator.ShiftRight, Use(delta), Lit(1)))),
                Block(Let(other, Ask(Intrinsic.ShuffleXor, ScalarType.Float32, Use(value), Use(delta))), Set(Use(value), Add(Use(value), Use(other)))),
                wide: true),
            Set(At(Y, Idx), Use(value)));
        var input = Enumerable.Range(0, 48).Select(v => (float)v).ToArray();
        var expected = input.Take(32).Select(_ => 496f).Concat(Sums(input.Skip(32).ToArray())).ToArray();

        new Launch(Kernel("warps", [X, Y], body), (1, 1, 1), (48, 1, 1), [Launch.Bytes(input), new byte[4 * 48]]).Gives(1, expected);

        // 16 lanes: the first exchange finds nobody and doubles.
        static float[] Sums(float[] lanes) => [.. lanes.Select(_ => 2 * lanes.Sum())];
    }

    [Theory]
    [InlineData("Shuffle", 3)]
    [InlineData("ShuffleDown", 5)]
    [InlineData("ShuffleUp", 7)]
    [InlineData("ShuffleXor", 9)]
    public void Shuffles_pass_eight_bytes(string name, int argument)
    {
        var intrinsic = Enum.Parse<Intrinsic>(name);
        var (x, y, got) = (Var("x", View(ScalarType.Int64)), Var("y", View(ScalarType.Int64)), Var("got", ScalarType.Int64));
        var linear = Add(Idx, Add(Multiply(Ask(Intrinsic.GroupIdxY, ScalarType.Int32), Lit(16)), Multiply(Ask(Intrinsic.GroupIdxZ, ScalarType.Int32), Lit(32))));
        var body = Block(Let(got, Ask(intrinsic, ScalarType.Int64, At(x, linear), Lit(argument))), Set(At(y, linear), Use(got)));
        var input = Enumerable.Range(0, 64).Select(v => (v * 0x123456789ABL) - 99).ToArray();
        var expected = input.Select((own, i) => intrinsic switch
        {
            Intrinsic.Shuffle => input[(i & ~31) + argument],
            Intrinsic.ShuffleDown => (i & 31) + argument > 31 ? own : input[i + argument],
            Intrinsic.ShuffleUp => (i & 31) < argument ? own : input[i - argument],
            _ => input[i ^ argument],
        }).ToArray();

        new Launch(Kernel("exchange", [x, y], body), (1, 1, 1), (16, 2, 2), [Launch.Bytes(input), new byte[8 * 64]]).Gives(1, expected);
    }

    [Fact]
    public void Branches_of_the_group_nest_with_continue_break_and_return()
    {
        var (shared, k, sum) = (Var("shared", View(ScalarType.Float32, AddressSpace.Shared)), Var("k", ScalarType.Int32), Var("sum", ScalarType.Float32));
        var body = Block(
            new AllocateStatement(shared, 8, 0, 1),
            If(Op(BinaryOperator.Equal, Use(N), Lit(0)), Block(new ReturnStatement(null, 2))),
            Let(k, Lit(0)),
            Let(sum, Lit(0f)),
            While(
                null,
                Block(Set(Use(k), Add(Use(k), Lit(1)))),
                Block(
                    If(Op(BinaryOperator.Equal, Use(k), Lit(2)), Block(new ContinueStatement(true, 4)), wide: true),
                    If(Op(BinaryOperator.Greater, Use(k), Use(N)), Block(new BreakStatement(true, 4)), wide: true),
                    Set(At(shared, Idx), Multiply(At(X, Idx), To(Use(k), ScalarType.Float32))),
                    Barrier(0),
                    If(
                        Op(BinaryOperator.Equal, Op(BinaryOperator.And, Use(k), Lit(1)), Lit(1)),
                        Block(Set(Use(sum), Add(Use(sum), At(shared, Op(BinaryOperator.Subtract, Lit(7), Idx)))), Barrier(1)),
                        Block(Barrier(2), Set(Use(sum), Add(Use(sum), Lit(1000f)))),
                        wide: true)),
                wide: true),
            Set(At(Y, Idx), Use(sum)));
        var kernel = Kernel("nested", [X, Y, N], body);
        var input = Enumerable.Range(1, 8).Select(v => (float)v).ToArray();

        new Launch(kernel, (1, 1, 1), (8, 1, 1), [Launch.Bytes(input), new byte[32], Launch.Bytes(5)]).Gives(1, [.. input.Select(v => (9 * (9 - v)) + 2000)]);
        new Launch(kernel, (1, 1, 1), (8, 1, 1), [Launch.Bytes(input), new byte[32], Launch.Bytes(0)]).Gives(1, new float[8]);
    }

    [Fact]
    public void Divergence_in_a_branch_with_a_barrier_is_an_error_of_the_emulator()
    {
        var body = Block(If(Less(Idx, Lit(2)), Block(Barrier(0)), wide: true));
        var launch = new Launch(Kernel("diverging", [X], body), (1, 1, 1), (4, 1, 1), [new byte[4]]);

        Assert.Equal("diverges in diverging, line 11", Assert.Throws<InvalidOperationException>(() => EmulatorHost.Run(launch, isDebugged: false)).Message);
    }

    [Fact]
    public void Helpers_take_views_references_and_structs()
    {
        var pair = new StructType("Pair", "Pair", EquatableArray<StructField>.From([new("a", "A", ScalarType.Int32), new("b", "B", ScalarType.Float32)]), 8, false);
        var (v, p, total) = (Var("view", View(ScalarType.Float32)), Var("pair", pair), Var("total", new ReferenceType(ScalarType.Float32, AddressSpace.Local)));
        var (fieldA, fieldB) = (pair.Fields[0], pair.Fields[1]);
        var helper = new IrFunction(
            "weigh", ScalarType.Float32, EquatableArray<IrVariable>.From([v, p, total]),
            Block(
                Set(Use(total), Add(Use(total), Lit(1f))),
                new ReturnStatement(Multiply(new ElementExpression(new SubViewExpression(Use(v), Lit(1), Lit(2)), new FieldExpression(Use(p), fieldA)), new FieldExpression(Use(p), fieldB)), 3)),
            false);
        var (count, result, local) = (Var("count", ScalarType.Float32), Var("result", ScalarType.Float32), Var("local", pair));
        var body = Block(
            Let(count, Lit(0f)),
            Let(local, new DefaultExpression(pair)),
            Set(new FieldExpression(Use(local), fieldA), Lit(1)),
            Set(new FieldExpression(Use(local), fieldB), new FieldExpression(Use(p), fieldB)),
            Let(result, new CallExpression("weigh", EquatableArray<IrExpression>.From([Use(X), Use(local), Ref(Use(count), AddressSpace.Local)]), ScalarType.Float32)),
            Set(At(Y, Lit(0)), Use(result)),
            Set(At(Y, Lit(1)), Use(count)),
            Set(At(Y, Lit(2)), To(new FieldExpression(Use(p), fieldA), ScalarType.Float32)));
        var launch = new Launch(
            Kernel("helped", [X, Y, p], body, [helper], [pair]), (1, 1, 1), (1, 1, 1), [Launch.Bytes(3f, 5, 7, 9), new byte[12], [.. Launch.Bytes(42), .. Launch.Bytes(0.5f)]],
            Structs: "public struct Pair { public int A; public float B; }");

        launch.Gives(1, 3.5f, 1f, 42f);
    }

    [Fact]
    public void Dynamic_shared_and_local_memory_hold_what_is_put_there()
    {
        var (shared, local, k) = (Var("shared", View(ScalarType.Int32, AddressSpace.Shared)), Var("local", View(ScalarType.Int32, AddressSpace.Local)), Var("k", ScalarType.Int32));
        var y = Var("y", View(ScalarType.Int32));
        var body = Block(
            new AllocateStatement(shared, 0, 0, 1),
            new AllocateStatement(local, 3, 1, 1),
            Let(k, Lit(0)),
            While(Less(Use(k), Lit(3)), Block(Set(Use(k), Add(Use(k), Lit(1)))), Block(Set(At(local, Use(k)), Add(Idx, Use(k)))), unroll: true),
            Set(At(shared, Idx), Add(At(local, Lit(0)), At(local, Lit(2)))),
            Barrier(0),
            Set(At(y, Idx), Add(Multiply(At(shared, Op(BinaryOperator.Xor, Idx, Lit(1))), Lit(10)), At(local, Lit(1)))));
        new Launch(Kernel("memory", [y], body), (1, 1, 1), (4, 1, 1), [new byte[16]], DynamicShared: 64).Gives(0, 41, 22, 83, 64);
    }

    [Fact]
    public void Atomics_add_in_every_memory()
    {
        var (counts, sums, shared, old) = (Var("counts", View(ScalarType.Int32)), Var("sums", View(ScalarType.Float32)), Var("shared", View(ScalarType.UInt64, AddressSpace.Shared)), Var("old", ScalarType.Int32));
        var totals = Var("totals", View(ScalarType.UInt64));
        var body = Block(
            new AllocateStatement(shared, 1, 0, 1),
            If(Op(BinaryOperator.Equal, Idx, Lit(0)), Block(Set(At(shared, Lit(0)), Lit(0UL, ScalarType.UInt64)))),
            Barrier(0),
            Let(old, Ask(Intrinsic.AtomicAdd, ScalarType.Int32, Ref(At(counts, Lit(0)), AddressSpace.Global), Lit(3))),
            new EvaluateStatement(Ask(Intrinsic.AtomicMax, ScalarType.Int32, Ref(At(counts, Lit(1)), AddressSpace.Global), Idx), 1),
            new EvaluateStatement(Ask(Intrinsic.AtomicCompareExchange, ScalarType.Int32, Ref(At(counts, Lit(2)), AddressSpace.Global), Lit(7), Lit(9)), 1),
            new EvaluateStatement(Ask(Intrinsic.AtomicAdd, ScalarType.Float32, Ref(At(sums, Lit(0)), AddressSpace.Global), Lit(0.5f)), 1),
            new EvaluateStatement(Ask(Intrinsic.AtomicExchange, ScalarType.Float32, Ref(At(sums, Lit(1)), AddressSpace.Global), Lit(2.5f)), 1),
            new EvaluateStatement(Ask(Intrinsic.AtomicOr, ScalarType.UInt64, Ref(At(shared, Lit(0)), AddressSpace.Shared), Op(BinaryOperator.ShiftLeft, Lit(1UL, ScalarType.UInt64), Idx)), 1),
            Barrier(1),
            If(Op(BinaryOperator.Equal, Idx, Lit(0)), Block(Set(At(totals, Lit(0)), At(shared, Lit(0))))));
        var launch = new Launch(
            Kernel("atomics", [counts, sums, totals], body), (1, 1, 1), (40, 1, 1), [Launch.Bytes(1, 0, 7), Launch.Bytes(0f, 0f), new byte[8]]);

        launch.Gives(0, 121, 39, 9);
        launch.Gives(1, 20f, 2.5f);
        launch.Gives(2, (1UL << 40) - 1);
    }
}
