using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using Range = IlgpuCam.Models.Operators.Range;

namespace IlgpuCam.Tests.Models;

/// <summary>Operators on constants and shapes, computed ahead of time.</summary>
public class FoldingTests
{
    [Fact]
    public void Arithmetic_broadcasts_and_wraps_around()
    {
        var matrix = Int64([2, 3], 1, 2, 3, 4, 5, 6);
        Check([0, 0, 0, 3, 3, 3], [2, 3], new Arithmetic(ArithmeticOperation.Subtract), matrix, Int64([3], 1, 2, 3));
        Check([10, 20, 30, 80, 100, 120], [2, 3], new Multiply(), matrix, Int64([2, 1], 10, 20));
        Check([11, 12, 21, 22], [2, 2], new Add(), Int64([2, 1], 10, 20), Int64([2], 1, 2));
        Check([long.MinValue], [1], new Add(), Int64([1], long.MaxValue), Int64([1], 1));
    }

    [Fact]
    public void Integer_division_goes_towards_zero_and_never_traps()
    {
        Check([3, -3, -3, long.MinValue], [4], new Arithmetic(ArithmeticOperation.Divide), Int64([4], 7, -7, 7, long.MinValue), Int64([4], 2, 2, -2, -1));
        var error = Assert.Throws<NetworkException>(() => Fold(new Arithmetic(ArithmeticOperation.Divide), Int64([1], 1), Int64([1], 0)));
        Assert.Contains("cannot be divided by zero", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Floats_of_every_width_add_up()
    {
        Assert.Equal([1.5f, 2.5f], Fold(new Add(), ConstantTensor.FromFloats([2], [1, 2]), ConstantTensor.FromFloats([], [0.5f]))!.ToFloats());
        var half = ConstantTensor.From<Half>(ElementType.Float16, [1], [(Half)1.25f]);
        Assert.Equal([2.5f], Fold(new Add(), half, half)!.ToFloats());
        var wide = ConstantTensor.From<double>(ElementType.Float64, [1], [1e300]);
        Assert.Equal(2e300, Fold(new Add(), wide, wide)!.AsSpan<double>()[0]);
    }

    [Fact]
    public void An_activation_is_folded_with_what_it_follows()
    {
        var (a, b) = (ConstantTensor.FromFloats([2], [-1, 2.5f]), ConstantTensor.FromFloats([1], [1.5f]));
        Assert.Equal([0.5f, 4], Fold(new Add(Activation.Relu), a, b)!.ToFloats());
        Assert.Equal([0, 3.75f], Fold(new Multiply(Activation.Relu), a, b)!.ToFloats());
        Assert.Equal([-2, 3f], Fold(new Multiply(new(ActivationKind.Floor)), a, b)!.ToFloats());
    }

    [Fact]
    public void Functions_that_keep_integers_whole_take_integers()
    {
        Assert.Equal([3, 0, -1L << 60], Fold(new Activate(new(ActivationKind.Negate)), Int64([3], -3, 0, 1L << 60))!.ToInt64());
        Assert.Equal([3, 7], Fold(new Activate(new(ActivationKind.Abs)), Int64([2], -3, 7))!.ToInt64());
        Assert.Contains("float tensor", Assert.Throws<NetworkException>(() => Fold(new Activate(new(ActivationKind.Exp)), Int64([1], 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_of_two_types_are_an_error() => Assert.Contains(
        "inputs of one type were expected", Assert.Throws<NetworkException>(() => Fold(new Add(), Int64([1], 1), ConstantTensor.FromFloats([1], [1]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Equality_and_choice_go_by_element()
    {
        var equal = Fold(new Equal(), Int64([3], 1, 2, 3), Int64([1], 2))!;
        Assert.Equal((ElementType.Bool, 0, 1, 0), (equal.Type, equal.Bytes.Span[0], equal.Bytes.Span[1], equal.Bytes.Span[2]));
        Check([10, 8, 30], [3], new Where(), equal, Int64([], 8), Int64([3], 10, 20, 30));
        var nan = ConstantTensor.FromFloats([2], [float.NaN, -0f]);
        Assert.Equal([0, 1], Fold(new Equal(), nan, ConstantTensor.FromFloats([2], [float.NaN, 0]))!.ToInt64());
    }

    [Fact]
    public void Concat_interleaves_along_inner_axes()
    {
        Check([1, 2, 5, 3, 4, 6], [2, 3], new Concat(1), Int64([2, 2], 1, 2, 3, 4), Int64([2, 1], 5, 6));
        Check([1, 2, 3], [3], new Concat(-1), Int64([0]), Int64([2], 1, 2), Int64([1], 3));
    }

    [Fact]
    public void Gather_takes_places_from_either_end()
    {
        var x = Int64([2, 3], 1, 2, 3, 4, 5, 6);
        Check([3], [], new Gather(), Int64([4], 5, 4, 3, 2), Int64([], -2));
        Check([4, 5, 6, 1, 2, 3], [2, 3], new Gather(), x, Int64([2], -1, 0));
        Check([3, 1, 6, 4], [2, 1, 2], new Gather(-1), x, Int64([1, 2], 2, 0));
        Assert.Contains("there is no place 3 among 3", Assert.Throws<NetworkException>(() => Fold(new Gather(1), x, Int64([1], 3))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3, 1, new long[] { 1, 2 })]
    [InlineData(-2, long.MaxValue, 1, new long[] { 3, 4 })]
    [InlineData(long.MinValue, 2, 1, new long[] { 0, 1 })]
    [InlineData(-1, long.MinValue, -1, new long[] { 4, 3, 2, 1, 0 })]
    [InlineData(-1, long.MinValue + 1, -2, new long[] { 4, 2, 0 })]
    [InlineData(100, 1, -1, new long[] { 4, 3, 2 })]
    [InlineData(4, -1, -1, new long[] { })]
    [InlineData(3, 3, 1, new long[] { })]
    [InlineData(0, 5, long.MaxValue, new long[] { 0 })]
    [InlineData(4, long.MinValue, long.MinValue, new long[] { 4 })]
    [InlineData(9, 12, 1, new long[] { })]
    public void Slice_clamps_and_steps_either_way(long start, long end, long step, long[] expected) =>
        Check(expected, [expected.Length], new Slice(), Int64([5], 0, 1, 2, 3, 4), Int64([1], start), Int64([1], end), Int64([1], 0), Int64([1], step));

    [Fact]
    public void Slice_of_several_axes_and_of_nothing()
    {
        var x = Int64([2, 3], 1, 2, 3, 4, 5, 6);
        Check([6, 5], [1, 2], new Slice(), x, Int64([2], -1, 1), Int64([2], 0, 2), Int64([2], 1, 0), Int64([2], -1, 1));
        Check([2, 3], [1, 2], new Slice(), x, Int64([2], 0, 1), Int64([2], 1, 3));
        Check([], [0, 3], new Slice(), Int64([0, 3]), Int64([1], -1), Int64([1], long.MinValue), Int64([1], 0), Int64([1], -1));
        Assert.Throws<NetworkException>(() => Fold(new Slice(), x, Int64([1], 0), Int64([1], 1), Int64([1], 0), Int64([1], 0)));
        Assert.Throws<NetworkException>(() => Fold(new Slice(), x, Int64([1], 0), Int64([1], 1), Int64([1], 2)));
    }

    [Fact]
    public void Transpose_reorders_axes_of_any_element_size()
    {
        Check([1, 4, 2, 5, 3, 6], [3, 2], new Transpose([]), Int64([2, 3], 1, 2, 3, 4, 5, 6));
        var x = ConstantTensor.From<byte>(ElementType.UInt8, [2, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        var y = Fold(new Transpose([2, 0, 1]), x)!;
        Assert.Equal([3, 2, 2], y.Shape);
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], y.ToInt64());
        Assert.Throws<NetworkException>(() => Fold(new Transpose([0, 0, 1]), x));
    }

    [Fact]
    public void Expand_repeats_and_fills()
    {
        Check([7, 7, 7, 7], [2, 2], new Expand(), Int64([], 7), Int64([2], 2, 2));
        Check([1, 1, 2, 2], [2, 2], new Expand(), Int64([2, 1], 1, 2), Int64([2], 1, 2));
        Check([9], [], new Expand(), Int64([], 9), Int64([0]));
        var error = Assert.Throws<NetworkException>(() => Fold(new Expand(), Int64([], 7), Int64([2], 1 << 20, 1 << 20)));
        Assert.Contains("above the 67108864 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_counts_up_and_down()
    {
        Check([3, 5, 7], [3], new Range(), Int64([], 3), Int64([], 9), Int64([], 2));
        Check([10, 7, 4, 1], [4], new Range(), Int64([], 10), Int64([], 0), Int64([], -3));
        Check([], [0], new Range(), Int64([], 0), Int64([], -1), Int64([], 1));
        Assert.Equal([0, 0.5f], Fold(new Range(), Float(0), Float(1), Float(0.5f))!.ToFloats());
        Assert.Throws<NetworkException>(() => Fold(new Range(), Int64([], 0), Int64([], 1), Int64([], 0)));
        Assert.Throws<NetworkException>(() => Fold(new Range(), Int64([], 0), Int64([], long.MaxValue), Int64([], 1)));
        Assert.Throws<NetworkException>(() => Fold(new Range(), Float(0), Float(float.NaN), Float(1)));
    }

    [Theory]
    [InlineData(ElementType.Int32, new double[] { -1, 0, 300, -2 })]
    [InlineData(ElementType.Int8, new double[] { -1, 0, 44, -2 })]
    [InlineData(ElementType.UInt8, new double[] { 255, 0, 44, 254 })]
    [InlineData(ElementType.Bool, new double[] { 1, 0, 1, 1 })]
    [InlineData(ElementType.Float16, new double[] { -1, 0, 300, -2 })]
    [InlineData(ElementType.BFloat16, new double[] { -1, 0, 300, -2 })]
    [InlineData(ElementType.Float64, new double[] { -1, 0, 300, -2 })]
    public void Cast_of_integers_keeps_their_lowest_bits(ElementType type, double[] expected) =>
        Assert.Equal(expected, Fold(new Cast(type), Int64([4], -1, 0, 300, -2))!.ToFloats().Select(v => (double)v));

    [Fact]
    public void Cast_of_floats_rounds_towards_zero_or_to_the_nearest()
    {
        var x = ConstantTensor.FromFloats([3], [1.75f, -1.75f, 1 + (1.5f / 256)]);
        Assert.Equal([1, -1, 1], Fold(new Cast(ElementType.Int64), x)!.ToInt64());
        Assert.Equal([1.75f, -1.75f, 1 + (1 / 128f)], Fold(new Cast(ElementType.BFloat16), x)!.ToFloats());
        var many = ConstantTensor.FromFloats([2500], [.. Enumerable.Range(0, 2500).Select(i => (float)i)]); // More than one chunk.
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => (long)i), Fold(new Cast(ElementType.Int16), many)!.ToInt64());
    }

    [Theory]
    [InlineData(0, null, new long[] { 2, 3, 4 })]
    [InlineData(1, null, new long[] { 3, 4 })]
    [InlineData(-2, -1, new long[] { 3 })]
    [InlineData(0, -10, new long[] { })]
    [InlineData(2, 1, new long[] { })]
    public void The_shape_of_a_value_is_known_without_the_value(int start, int? end, long[] expected)
    {
        var node = new Node("n", new ShapeOf(start, end), ["x"], "y");
        var context = new InferenceContext(node, [new(ElementType.Float32, [2, 3, 4])], [null]);
        Assert.Equal([expected.Length], node.Operator.Infer(context).Shape);
        Assert.Equal(expected, node.Operator.Fold(context)!.ToInt64());
    }

    [Fact]
    public void What_depends_on_the_image_is_not_folded()
    {
        var node = new Node("n", new Add(), ["x", "c"], "y");
        Assert.Null(node.Operator.Fold(new(node, [new(ElementType.Float32, [1]), new(ElementType.Float32, [1])], [null, Float(1).Reshape([1])])));
    }

    [Fact]
    public void All_folded_constants_together_have_a_limit()
    {
        var budget = new FoldingBudget(maximumBytes: 100);
        var (reshape, expand) = (new Node("r", new Flatten(), ["x"], "y"), new Node("e", new Expand(), ["x", "s"], "y"));
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(budget.Fold(reshape, Context(reshape, Int64([2, 4], 1, 2, 3, 4, 5, 6, 7, 8)))); // Shares its elements.
        }

        budget.Fold(expand, Context(expand, Int64([], 1), Int64([1], 10)));
        Assert.Throws<NetworkException>(() => budget.Fold(expand, Context(expand, Int64([], 1), Int64([1], 10))));
    }

    private static ConstantTensor Int64(Shape shape, params long[] values) => ConstantTensor.From<long>(ElementType.Int64, shape, values);

    private static ConstantTensor Float(float value) => ConstantTensor.FromFloats([], [value]);

    private static InferenceContext Context(Node node, params ConstantTensor[] inputs) => new(node, [.. inputs.Select(i => new ValueInfo(i.Type, i.Shape))], inputs);

    private static ConstantTensor? Fold(Operator op, params ConstantTensor[] inputs)
    {
        var node = new Node("n", op, [.. inputs.Select((_, i) => $"i{i}")], "y");
        var context = Context(node, inputs);
        var info = op.Infer(context);
        var folded = op.Fold(context);
        if (folded is not null)
        {
            Assert.Equal(info, new(folded.Type, folded.Shape));
        }

        return folded;
    }

    private static void Check(long[] expected, Shape shape, Operator op, params ConstantTensor[] inputs)
    {
        var folded = Fold(op, inputs)!;
        Assert.Equal(shape, folded.Shape);
        Assert.Equal(expected, folded.ToInt64());
    }
}
