using System.Globalization;
using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Tests.Emit.Build;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>Arithmetic and conversions over awkward values: the emulator's C# says what is right, every other text has to agree to the bit.</summary>
public class SemanticsTests
{
    private static readonly float[] Singles =
    [
        0, -0f, 1, -1, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 3.3f, 127, 128, 200.7f, 255, 256, 300, -129, -300, 32768, 40000, 65519, 65520, 65536, -40000, 16777216, 2147483520, 2147483648, -2147483648, 3e9f, 4294967296, 5e9f,
        -3e9f, 9.223372e18f, -9.223372e18f, 1.8446744e19f, 1e20f, -1e20f, 1e-3f, 6e-8f, 3e-8f, 2.9802322e-8f, 1e-7f, 6.1e-5f, 6.104e-5f, 1e-40f, -1e-45f, 1.17549435e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1.0009766f, 1.0004883f, 1.0014648f,
    ];

    private static readonly long[] Integers =
    [
        0, 1, -1, 2, 3, -3, 7, 31, 32, 33, 63, 64, 127, 128, -128, -129, 255, 256, 32767, 32768, 65535, 65536, 16777217, int.MaxValue, int.MinValue, 1L + int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue,
        9007199254740993, 0x7fffffbfffffffff, 0x7fffff4000000000, 0x7fffffc000000001, -0x123456789abcdef, 0x00ffffff80000000, 0x0000000180000080,
    ];

    private static readonly ScalarKind[] Numbers =
    [
        ScalarKind.Int8, ScalarKind.UInt8, ScalarKind.Int16, ScalarKind.UInt16, ScalarKind.Int32, ScalarKind.UInt32, ScalarKind.Int64, ScalarKind.UInt64, ScalarKind.Float32, ScalarKind.Float64,
    ];

    [Fact]
    public void Every_conversion_is_that_of_CSharp()
    {
        var source = (Integers: Var("integers", View(ScalarType.Int64)), Singles: Var("singles", View(ScalarType.Float32)), Doubles: Var("doubles", View(ScalarType.Float64)));
        var body = new List<IrStatement>();
        var outputs = new List<IrVariable>();
        var doubles = Singles.Select(s => (double)s).Concat([2147483647.5, -2147483648.5, 1.0004882812500002, 65519.999999, 2.98023223876953125e-8, 2.980232238769532e-8]).ToArray();
        void Add(IrExpression value)
        {
            var output = Var($"y{outputs.Count}", View(value.Type));
            outputs.Add(output);
            body.Add(Set(At(output, Idx), value));
        }

        foreach (var to in Numbers.Select(n => new ScalarType(n)))
        {
            foreach (var from in Numbers.Where(n => n < ScalarKind.Float32))
            {
                Add(To(To(At(source.Integers, Op(BinaryOperator.Remainder, Idx, Lit(Integers.Length))), new(from)), to));
            }

            Add(To(At(source.Singles, Op(BinaryOperator.Remainder, Idx, Lit(Singles.Length))), to));
            Add(To(At(source.Doubles, Op(BinaryOperator.Remainder, Idx, Lit(doubles.Length))), to));
        }

        Add(To(At(source.Singles, Op(BinaryOperator.Remainder, Idx, Lit(Singles.Length))), Float16));
        Add(To(To(At(source.Singles, Op(BinaryOperator.Remainder, Idx, Lit(Singles.Length))), Float16), ScalarType.Float32));
        Add(To(At(source.Doubles, Op(BinaryOperator.Remainder, Idx, Lit(doubles.Length))), Float16));
        Agree(
            Kernel("conversions", [source.Integers, source.Singles, source.Doubles, .. outputs], Block([.. body])),
            (1, 1, 1), (64, 1, 1), [Launch.Bytes(Integers), Launch.Bytes(Singles), Launch.Bytes(doubles), .. outputs.Select(_ => new byte[64 * 8])]);
    }

    [Fact]
    public void Every_half_is_the_float_of_CSharp()
    {
        var (x, y) = (Var("x", View(Float16)), Var("y", View(ScalarType.Float32)));
        Agree(
            Kernel("halves", [x, y], Block(Set(At(y, GlobalIdx), To(At(x, GlobalIdx), ScalarType.Float32)))),
            (1024, 1, 1), (64, 1, 1), [Launch.Bytes([.. Enumerable.Range(0, 65536).Select(h => (ushort)h)]), new byte[4 * 65536]]);
    }

    [Fact]
    public void Operations_on_pairs_of_floats_are_those_of_CSharp()
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var (x, y, n) = (Var("x", View(type)), Var("y", View(type)), Singles.Length);
            var (a, b) = (At(x, Ask(Intrinsic.GridIdxX, ScalarType.Int32)), At(x, Idx));
            IrExpression[] values =
            [
                .. new[] { BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide, BinaryOperator.Remainder }.Select(o => Op(o, a, b)),
                .. new[] { Intrinsic.Min, Intrinsic.Max, Intrinsic.CopySign }.Select(i => Ask(i, type, a, b)),
                .. new[] { Intrinsic.Abs, Intrinsic.Floor, Intrinsic.Ceiling, Intrinsic.Truncate, Intrinsic.RoundToEven, Intrinsic.Sqrt }.Select(i => Ask(i, type, a)),
                Ask(Intrinsic.FusedMultiplyAdd, type, a, b, a),
                new UnaryExpression(UnaryOperator.Negate, a),
                Add(Multiply(a, b), a),
                .. new[] { BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual, BinaryOperator.Equal, BinaryOperator.NotEqual }
                    .Select(o => new ConditionalExpression(Op(o, a, b), a, new DefaultExpression(type))),
                new ConditionalExpression(Op(BinaryOperator.OrElse, Ask(Intrinsic.IsNaN, ScalarType.Bool, a), Ask(Intrinsic.IsInfinity, ScalarType.Bool, b)), a, b),
            ];
            var place = Multiply(Add(Multiply(Ask(Intrinsic.GridIdxX, ScalarType.Int32), Lit(n)), Idx), Lit(values.Length));
            var body = values.Select((v, i) => Set(At(y, Add(place, Lit(i))), v)).ToArray();
            Agree(
                Kernel("floats", [x, y], Block(body)), (n, 1, 1), (n, 1, 1),
                [type == ScalarType.Float32 ? Launch.Bytes(Singles) : Launch.Bytes([.. Singles.Select(s => (double)s)]), new byte[n * n * values.Length * type.Size]]);
        }
    }

    [Fact]
    public void Bits_of_floats_and_of_integers_are_counted_and_cast()
    {
        var (x, y) = (Var("x", View(ScalarType.UInt64)), Var("y", View(ScalarType.Int32)));
        var a = At(x, Idx);
        var small = To(a, ScalarType.UInt32);
        IrExpression[] values =
        [
            .. new[] { Intrinsic.PopCount, Intrinsic.LeadingZeroCount, Intrinsic.TrailingZeroCount }.SelectMany(i => new[] { Ask(i, ScalarType.Int32, a), Ask(i, ScalarType.Int32, small) }),
            Ask(Intrinsic.BitCast, ScalarType.Int32, Ask(Intrinsic.BitCast, ScalarType.Float32, To(a, ScalarType.Int32))),
            To(Ask(Intrinsic.BitCast, ScalarType.Int64, Ask(Intrinsic.BitCast, ScalarType.Float64, a)), ScalarType.Int32),
        ];
        Agree(
            Kernel("bits", [x, y], Block([.. values.Select((v, i) => Set(At(y, Add(Multiply(Idx, Lit(values.Length)), Lit(i))), v))])),
            (1, 1, 1), (Integers.Length, 1, 1), [Launch.Bytes(Integers), new byte[4 * Integers.Length * values.Length]]);
    }

    [Fact]
    public void Elementary_functions_give_the_bits_of_XMath()
    {
        var (x, y) = (Var("x", View(ScalarType.Float32)), Var("y", View(ScalarType.Float32)));
        var random = new Random(5);
        var input = Singles.Concat(Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next() * (i % 4 == 0 ? 1 : -1)) : (random.NextSingle() * 40) - 20)).Take(4032).ToArray();
        Intrinsic[] functions = [Intrinsic.Exp, Intrinsic.Log, Intrinsic.Log2, Intrinsic.Tanh, Intrinsic.Erf, Intrinsic.Sin, Intrinsic.Cos, Intrinsic.Rsqrt, Intrinsic.Reciprocal];
        var a = At(x, GlobalIdx);
        IrExpression[] values = [.. functions.Select(f => Ask(f, ScalarType.Float32, a)), Ask(Intrinsic.Pow, ScalarType.Float32, a, At(x, Op(BinaryOperator.Xor, GlobalIdx, Lit(5))))];
        Agree(
            Kernel("elementary", [x, y], Block([.. values.Select((v, i) => Set(At(y, Add(Multiply(GlobalIdx, Lit(values.Length)), Lit(i))), v))])),
            (63, 1, 1), (64, 1, 1), [Launch.Bytes(input), new byte[4 * input.Length * values.Length]]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_expressions_agree_everywhere(int seed)
    {
        var random = new RandomExpressions(seed);
        var (integers, singles) = (Var("integers", View(ScalarType.Int64)), Var("singles", View(ScalarType.Float32)));
        random.Integers = At(integers, Op(BinaryOperator.Remainder, GlobalIdx, Lit(Integers.Length)));
        random.Singles = At(singles, Op(BinaryOperator.Remainder, GlobalIdx, Lit(Singles.Length)));
        var types = new[] { ScalarType.Int32, ScalarType.UInt32, ScalarType.Int64, ScalarType.UInt64, ScalarType.Float32, ScalarType.Float64 };
        var outputs = types.Select((t, i) => Var(string.Create(CultureInfo.InvariantCulture, $"y{i}"), View(t))).ToArray();
        const int Each = 12;
        var body = new List<IrStatement>();
        for (var i = 0; i < Each; i++)
        {
            body.AddRange(types.Select((t, k) => Set(At(outputs[k], Add(Multiply(GlobalIdx, Lit(Each)), Lit(i))), random.Of(t, 5))));
        }

        Agree(
            Kernel("random", [integers, singles, .. outputs], Block([.. body])), (16, 1, 1), (64, 1, 1),
            [Launch.Bytes(Integers), Launch.Bytes(Singles), .. types.Select(t => new byte[1024 * Each * t.Size])]);
    }

    private static void Agree(IrKernel kernel, (int X, int Y, int Z) grid, (int X, int Y, int Z) group, byte[][] arguments)
    {
        var results = new Launch(kernel, grid, group, arguments).Everywhere(isDebuggedToo: false).ToList();
        var (_, expected) = results[0];
        foreach (var (where, after) in results.Skip(1))
        {
            for (var i = 0; i < after.Length; i++)
            {
                var element = (ScalarType)((ViewType)kernel.Parameters[i].Type).Element;
                var message = Difference(element, expected[i], after[i]);
                Assert.True(message is null, $"{where}, argument {kernel.Parameters[i].Name}: {message}");
            }
        }
    }

    private static string? Difference(ScalarType type, byte[] expected, byte[] actual) => type.Kind switch
    {
        ScalarKind.Float32 => Compare<float>(expected, actual),
        ScalarKind.Float64 => Compare<double>(expected, actual),
        ScalarKind.Half => Compare<Half>(expected, actual),
        ScalarKind.Int32 => Compare<int>(expected, actual),
        ScalarKind.UInt32 => Compare<uint>(expected, actual),
        ScalarKind.Int64 => Compare<long>(expected, actual),
        ScalarKind.UInt64 => Compare<ulong>(expected, actual),
        ScalarKind.Int16 or ScalarKind.UInt16 => Compare<ushort>(expected, actual),
        _ => Compare<byte>(expected, actual),
    };

    private static string? Compare<T>(byte[] expected, byte[] actual)
        where T : unmanaged
    {
        var (want, got) = (Launch.Values<T>(expected), Launch.Values<T>(actual));
        return Launch.Same(got, want, out var at) ? null : string.Create(CultureInfo.InvariantCulture, $"element {at} is {got[at]}, expected {want[at]}");
    }
}
