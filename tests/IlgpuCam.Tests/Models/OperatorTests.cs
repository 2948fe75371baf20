using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Models;

/// <summary>Shapes of results, against sizes that PyTorch and ONNX's reference give.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData(224, 3, 2, 1, 1, 1, false, 112)]
    [InlineData(227, 7, 2, 1, 0, 0, false, 111)]
    [InlineData(111, 3, 2, 1, 0, 0, true, 55)]
    [InlineData(110, 3, 2, 1, 0, 0, true, 55)]
    [InlineData(110, 3, 2, 1, 0, 0, false, 54)]
    [InlineData(5, 2, 3, 1, 1, 1, true, 2)] // A third window would start in the padding behind the map.
    [InlineData(1, 1, 1, 1, 0, 0, false, 1)]
    [InlineData(7, 3, 1, 2, 2, 2, false, 7)]
    [InlineData(32, 3, 2, 1, 0, 1, false, 16)]
    public void A_window_takes_its_positions(int length, int kernel, int stride, int dilation, int before, int after, bool ceil, int expected)
    {
        var window = new Window2d(
            new(kernel, kernel), new(stride, stride), new(dilation, dilation), new(before, before, after, after), AutoPad.Explicit, ceil);
        Assert.Equal([1, 2, expected, expected], Infer(new MaxPool2d(window), [1, 2, length, length]));
    }

    [Theory]
    [InlineData(AutoPad.SameUpper, 5, 3, 2, 3, 1, 1)]
    [InlineData(AutoPad.SameUpper, 6, 3, 2, 3, 0, 1)]
    [InlineData(AutoPad.SameLower, 6, 3, 2, 3, 1, 0)]
    [InlineData(AutoPad.Valid, 6, 3, 2, 2, 0, 0)]
    [InlineData(AutoPad.SameUpper, 3, 1, 2, 2, 0, 0)]
    public void Automatic_padding_covers_the_map(AutoPad pad, int length, int kernel, int stride, int count, int before, int after)
    {
        var window = new Window2d(new(kernel, kernel), new(stride, stride), Size2.One, new(9, 9, 9, 9), pad);
        var g = window.Resolve(length, length, Context(new Identity(), [1, 1, length, length]));
        Assert.Equal(count, g.OutputHeight);
        Assert.Equal(new Padding2d(before, before, after, after), g.Pads);
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(3, 0, 1, 0)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(3, 1, 1, -1)]
    [InlineData(9, 1, 1, 0)]
    [InlineData(int.MaxValue, 1, int.MaxValue, int.MaxValue)]
    public void A_window_that_cannot_be_is_an_error_that_names_the_node(int kernel, int stride, int dilation, int pad)
    {
        var window = new Window2d(new(kernel, kernel), new(stride, stride), new(dilation, dilation), new(pad, pad, pad, pad));
        var error = Assert.Throws<NetworkException>(() => Infer(new MaxPool2d(window), [1, 2, 5, 5]));
        Assert.Contains("'the node'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convolution_multiplies_its_groups()
    {
        var conv = new Conv2d(new(2, 1), new(0, 1, 2, 3), Size2.One, 4);
        Assert.Equal([2, 12, 4, 9], Infer(conv, [2, 8, 7, 7], [12, 2, 3, 3], [12]));
        Assert.Equal(2L * 12 * 4 * 9 * 2 * 9, conv.MultiplyAdds(Context(conv, [2, 8, 7, 7], [12, 2, 3, 3])));
        Assert.Throws<NetworkException>(() => Infer(conv, [2, 7, 7, 7], [12, 2, 3, 3]));
        Assert.Throws<NetworkException>(() => Infer(conv, [2, 8, 7, 7], [10, 2, 3, 3]));
        Assert.Throws<NetworkException>(() => Infer(conv, [2, 8, 7, 7], [12, 2, 3, 3], [11]));
    }

    [Fact]
    public void Values_are_broadcast_as_in_NumPy()
    {
        Assert.Equal([2, 3, 4, 5], Infer(new Add(), [2, 3, 4, 5], [3, 1, 1]));
        Assert.Equal([2, 3, 4, 5], Infer(new Add(), [4, 1], [2, 3, 1, 5]));
        Assert.Throws<NetworkException>(() => Infer(new Add(), [2, 3], [2]));
    }

    [Fact]
    public void Concatenation_adds_up_one_axis()
    {
        Assert.Equal([1, 6, 2, 2], Infer(new Concat(1), [1, 1, 2, 2], [1, 2, 2, 2], [1, 3, 2, 2]));
        Assert.Equal([1, 2, 5], Infer(new Concat(-1), [1, 2, 2], [1, 2, 3]));
        Assert.Throws<NetworkException>(() => Infer(new Concat(1), [1, 1, 2, 2], [1, 2, 2, 3]));
        Assert.Throws<NetworkException>(() => Infer(new Concat(4), [1, 1, 2, 2], [1, 2, 2, 2]));
    }

    [Theory]
    [InlineData(false, new long[] { 0, -1 }, new[] { 2, 12 })]
    [InlineData(false, new long[] { -1 }, new[] { 24 })]
    [InlineData(false, new long[] { 4, 0, 2 }, new[] { 4, 3, 2 })]
    [InlineData(true, new long[] { 2, 3, 4 }, new[] { 2, 3, 4 })]
    [InlineData(false, new long[] { 5, -1 }, null)]
    [InlineData(false, new long[] { -1, -1 }, null)]
    [InlineData(false, new long[] { 2, 3, 4, 0 }, null)]
    [InlineData(false, new[] { long.MaxValue, long.MaxValue }, null)]
    [InlineData(true, new long[] { 0, -1 }, null)]
    public void A_reshape_keeps_the_elements(bool allowZero, long[] wanted, int[]? expected)
    {
        var node = new Node("the node", new Reshape(allowZero), ["x", "shape"], "y");
        var context = new InferenceContext(
            node, [new(ElementType.Float32, [2, 3, 4]), new(ElementType.Int64, [wanted.Length])], [null, ConstantTensor.FromInt64(wanted)]);
        if (expected is null)
        {
            Assert.Throws<NetworkException>(() => node.Operator.Infer(context));
        }
        else
        {
            Assert.Equal(expected, node.Operator.Infer(context).Shape);
        }
    }

    [Fact]
    public void Axes_of_one_come_and_go()
    {
        Assert.Equal([2, 3], Infer(new Squeeze([2, -1]), [2, 3, 1, 1]));
        Assert.Equal([2, 3], Infer(new Squeeze([]), [1, 2, 1, 3]));
        Assert.Throws<NetworkException>(() => Infer(new Squeeze([0]), [2, 1]));
        Assert.Equal([1, 2, 3, 1], Infer(new Unsqueeze([0, -1]), [2, 3]));
        Assert.Throws<NetworkException>(() => Infer(new Unsqueeze([0, -4]), [3, 4]));
        Assert.Equal([6, 20], Infer(new Flatten(2), [2, 3, 4, 5]));
        Assert.Equal([120, 1], Infer(new Flatten(4), [2, 3, 4, 5]));
        Assert.Equal([1, 120], Infer(new Flatten(-4), [2, 3, 4, 5]));
    }

    [Fact]
    public void Padding_may_take_away()
    {
        Assert.Equal([1, 2, 6, 4], Infer(new Pad([0, 0, 1, -1, 0, 0, 2, 2]), [1, 2, 3, 3]));
        Assert.Throws<NetworkException>(() => Infer(new Pad([0, -4, 0, 0]), [3, 3]));
        Assert.Throws<NetworkException>(() => Infer(new Pad([0, 0]), [3, 3]));
    }

    private static Shape Infer(Operator op, params Shape[] inputs) => op.Infer(Context(op, inputs)).Shape;

    private static InferenceContext Context(Operator op, params Shape[] inputs)
    {
        var names = inputs.Select((_, i) => $"x{i}").ToImmutableArray();
        return new(new("the node", op, names, "y"), [.. inputs.Select(s => new ValueInfo(ElementType.Float32, s))], new ConstantTensor?[inputs.Length]);
    }
}
