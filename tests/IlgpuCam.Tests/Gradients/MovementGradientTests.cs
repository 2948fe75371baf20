using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>Gradients of operators that move, repeat, choose and interpolate elements.</summary>
public sealed class MovementGradientTests
{
    [Theory]
    [InlineData(1, 2, 5, 1)]
    [InlineData(1, 0, 17, 2)]
    [InlineData(1, 1, 17, 3)]
    [InlineData(3, 6, 2, -1)]
    [InlineData(3, 5, -100, -2)]
    [InlineData(2, 4, 5, 100)]
    [InlineData(0, 1, 2, 1)]
    public void Parts_with_steps_get_their_place_back(int axis, int start, int end, int step)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 5, 7), 3, 17, new(1, 1));
        GradientCheck.Check(
            test, test.Add(new Slice(), maps, test.Integers(start), test.Integers(end), test.Integers(axis), test.Integers(step)),
            test.Add(new Slice(), maps, test.Integers(start, 4), test.Integers(end, -100), test.Integers(axis, axis == 2 ? 3 : 2), test.Integers(step, -2)));
    }

    [Fact]
    public void Parts_of_every_axis_get_their_place_back()
    {
        var test = new TestNetwork();
        GradientCheck.Check(
            test, test.Add(new Slice(), test.Input(9), test.Integers(1), test.Integers(9), test.Integers(0), test.Integers(3)),
            test.Add(new Slice(), test.Input(4, 5, 6), test.Integers(0, 4, 1), test.Integers(3, -100, 6), test.Integers(0, 1, 2), test.Integers(2, -3, 4)));
    }

    [Theory]
    [InlineData(PadMode.Constant)]
    [InlineData(PadMode.Reflect)]
    [InlineData(PadMode.Edge)]
    [InlineData(PadMode.Wrap)]
    public void Padding_gives_back_what_it_repeated(PadMode mode)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 6, new(1, 1));
        GradientCheck.Check(
            test, test.Add(new Pad([0, 0, 1, 2, 0, 0, 3, 0], 0.5f, mode), maps), test.Add(new Pad([1, -2, 0, -1, 0, 3, -2, 1], 0.5f, mode), maps),
            test.Add(new Pad([2, 1], 0, mode), test.Input(4)), test.Add(new Pad([0, 0, 0, 0], 0, mode), test.Input(2, 3)));
    }

    [Fact]
    public void Elements_in_another_order_go_back()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 6), 3, 20, new(1, 1));
        GradientCheck.Check(
            test, test.Add(new Transpose([0, 2, 3, 1]), maps), test.Add(new Transpose([3, 0, 1, 2]), maps), test.Add(new Transpose([]), test.Input(2, 3, 4)),
            test.Add(new DepthToSpace(2), maps), test.Add(new DepthToSpace(2, true), maps), test.Add(new SpaceToDepth(2), maps), test.Add(new SpaceToDepth(1), maps),
            test.Add(new Reshape(), maps, test.Integers(0, 5, -1)), test.Add(new Squeeze([1]), test.Add(new Unsqueeze([1, 3]), maps)), test.Add(new Flatten(2), maps));
    }

    [Theory]
    [InlineData(0, new long[] { 1, 0 })]
    [InlineData(1, new long[] { 16, 3, -17, 3, 3 })]
    [InlineData(1, new long[] { 2, 4, 6 })]
    [InlineData(-1, new long[] { 4, 3, 1, 0, 2 })]
    [InlineData(3, new long[] { 1 })]
    [InlineData(2, new long[] { 3, 3, 3 })]
    public void Chosen_places_get_their_sums(int axis, long[] places)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 17, new(1, 1));
        GradientCheck.Check(test, test.Add(new Gather(axis), maps, test.Integers(places)));
    }

    [Fact]
    public void Repeated_elements_get_the_sum_of_their_copies()
    {
        var test = new TestNetwork();
        GradientCheck.Check(
            test, test.Add(new Expand(), test.Input(2, 5, 1, 1), test.Integers(1, 5, 3, 4)), test.Add(new Expand(), test.Input(5, 1), test.Integers(2, 1, 5, 3)),
            test.Add(new Expand(), test.Input(3, 4), test.Integers(1, 1)), test.Add(new Tile(), test.Input(2, 3, 4), test.Integers(1, 2, 3)),
            test.Add(new Tile(), test.Input(2, 3), test.Integers(3, 1)), test.Add(new Tile(), test.Input(2, 3), test.Integers(1, 1)), test.Add(new Tile(), test.Input(5), test.Integers(2)));
    }

    [Fact]
    public void Concatenated_values_get_their_parts()
    {
        var test = new TestNetwork();
        var input = test.Input(2, 3, 4, 5);
        var (x, y) = (test.Convolution(input, 3, 16, new(1, 1)), test.Convolution(input, 3, 5, new(3, 3), pads: new(1, 1, 1, 1)));
        GradientCheck.Check(
            test, test.Add(new Concat(1), x, y, x), test.Add(new Concat(2), x, x), test.Add(new Concat(0), y, y), test.Add(new Concat(-1), y, test.Constant(2, 5, 4, 3)));
    }

    [Fact]
    public void A_choice_gives_the_gradient_to_what_was_chosen()
    {
        var test = new TestNetwork();
        var (x, y, row) = (test.Input(2, 3, 4), test.Input(2, 3, 4), test.Input(4));
        var condition = test.Add(new Compare(Comparison.Less), x, y);
        GradientCheck.Check(
            test,
            test.Add(new Where(), condition, x, y),
            test.Add(new Where(), test.Add(new Compare(Comparison.Less), x, test.Constant(4)), row, x),
            test.Add(new Where(), test.Conditions([3, 1], 1, 0, 1), test.Constant(1), row),
            test.Add(new Where(), test.Conditions([3, 1], 1, 0, 1), x, row));
    }

    [Theory]
    [InlineData(Interpolation.Nearest, CoordinateMapping.Asymmetric)]
    [InlineData(Interpolation.Nearest, CoordinateMapping.HalfPixel)]
    [InlineData(Interpolation.Linear, CoordinateMapping.HalfPixel)]
    [InlineData(Interpolation.Linear, CoordinateMapping.AlignCorners)]
    [InlineData(Interpolation.Linear, CoordinateMapping.PytorchHalfPixel)]
    public void Another_resolution_is_undone_by_the_transposed_interpolation(Interpolation interpolation, CoordinateMapping mapping)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 7, new(1, 1));
        foreach (var (height, width) in new[] { (8, 10), (7, 3), (4, 11), (1, 1) })
        {
            var resize = new Resize(interpolation, mapping, NearestRounding.PreferFloor, []);
            GradientCheck.Check(test, test.Add(resize, maps, string.Empty, test.Integers(2, 7, height, width)));
        }
    }

    [Fact]
    public void Floats_of_any_precision_have_one_precision_of_gradients()
    {
        var test = new TestNetwork();
        var wide = test.Add(new Cast(ElementType.Float64), test.Convolution(test.Input(1, 3, 3, 3), 3, 5, new(1, 1)));
        var product = test.Add(new Softmax(1), test.Add(new Multiply(), wide, wide));
        GradientCheck.Check(test, test.Add(new Cast(ElementType.Float32), product));
    }

    [Fact]
    public void A_place_beyond_memory_is_an_error_that_names_the_node()
    {
        var test = new TestNetwork();
        var target = test.Add(new Pad([3, 3], 0, PadMode.Edge), test.Input(5000));
        var network = test.Build(target);
        var error = Assert.Throws<NetworkException>(() => IlgpuCam.Gradients.GradientNetwork.Create(network, network.DefaultShapes(), new(target, ["input0"])));
        Assert.Contains("node0", error.Message, StringComparison.Ordinal);
    }
}
