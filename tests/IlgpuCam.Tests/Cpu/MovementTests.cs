using IlgpuCam.Cpu;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Operators that move elements, and products of matrices, against their definitions.</summary>
public class MovementTests
{
    [Fact]
    public void Axes_are_transposed()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 5, 7), 3, 9, new(1, 1));
        var many = test.Input(2, 1, 3, 2, 1, 2, 3, 2);
        test.Check(
            test.Add(new Transpose([0, 2, 3, 1]), maps), test.Add(new Transpose([3, 2, 1, 0]), maps), test.Add(new Transpose([]), maps),
            test.Add(new Transpose([7, 0, 5, 2, 1, 3, 6, 4]), many), test.Add(new Transpose([0, 1, 2, 3, 4, 5, 6, 7]), many), test.Add(new Transpose([0]), test.Input(5)),
            test.Add(new Transpose([1, 0]), test.Input(150, 170)), test.Add(new Transpose([]), test.Input()),
            test.Convolution(test.Add(new Transpose([0, 3, 1, 2]), test.Input(1, 4, 6, 3)), 3, 5, new(3, 3)));
    }

    [Fact]
    public void Parts_are_cut_out_with_steps()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 5, 7), 3, 16, new(1, 1));
        test.Check(
            Slice(maps, [8], [16], [1], [1]), Slice(maps, [3, 6], [14, -20], [1, 3], [4, -2]), Slice(maps, [0, -1], [2, 0], [0, 2], [1, -1]),
            Slice(maps, [2], [2], [2], [1]), Slice(test.Input(9), [-1], [-20], [0], [-3]),
            Slice(maps, [1, 2], [4, 6], [2, 3], [1, 1]), Slice(maps, [-1], [9], [2], [1]),
            test.Convolution(Slice(maps, [0, 1], [5, 6], [2, 3], [1, 1]), 16, 3, new(3, 3), pads: new(1, 1, 1, 1)),
            test.Convolution(Slice(maps, [8], [16], [1], [1]), 8, 3, new(3, 3), pads: new(1, 1, 1, 1)));

        string Slice(string value, long[] starts, long[] ends, long[] axes, long[] steps) =>
            test.Add(new Slice(), value, test.Integers(starts), test.Integers(ends), test.Integers(axes), test.Integers(steps));
    }

    [Fact]
    public void Elements_are_repeated()
    {
        var test = new TestNetwork();
        var column = test.Input(3, 1, 5);
        test.Check(
            test.Add(new Expand(), column, test.Integers(2, 1, 7, 5)), test.Add(new Expand(), column, test.Integers(1)), test.Add(new Expand(), test.Input(), test.Integers(3, 2)),
            test.Add(new Tile(), column, test.Integers(2, 3, 1)), test.Add(new Tile(), column, test.Integers(1, 1, 4)), test.Add(new Tile(), column, test.Integers(1, 0, 4)));
    }

    [Fact]
    public void Places_are_gathered()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 6, new(1, 1));
        test.Check(
            test.Add(new Gather(1), maps, test.Integers(5, 0, -1, 3)), test.Add(new Gather(-1), maps, test.Integers(4, 1)),
            test.Add(new Gather(), maps, test.Integers(1)), test.Add(new Gather(), test.Input(3), test.Integers(2, 2, 0)));
    }

    [Fact]
    public void Pixels_and_channels_change_places()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 6), 3, 18, new(1, 1));
        var small = test.Add(new DepthToSpace(3), maps);
        test.Check(
            small, test.Add(new DepthToSpace(3, true), maps), test.Add(new DepthToSpace(1), maps), test.Add(new SpaceToDepth(2), maps), test.Add(new SpaceToDepth(3), small));
    }

    [Theory]
    [InlineData(32, 2)]
    [InlineData(58, 2)]
    [InlineData(24, 3)]
    [InlineData(5, 5)]
    public void A_channel_shuffle_and_both_halves_are_right(int channels, int groups)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, channels, new(1, 1));
        var apart = test.Add(new Reshape(), maps, test.Integers(0, groups, channels / groups, 4, 5));
        var shuffled = test.Add(new Reshape(), test.Add(new Transpose([0, 2, 1, 3, 4]), apart), test.Integers(0, channels, 4, 5));
        var half = channels / 2;
        var (first, second) = (Half(0, half), Half(half, channels));
        test.Check(
            first, second, test.Convolution(shuffled, channels, 8, new(3, 3), pads: new(1, 1, 1, 1)), apart, test.Add(new Reshape(), shuffled, test.Integers(0, -1)),
            test.Add(new Concat(1), test.Convolution(second, channels - half, 16, new(3, 3), pads: new(1, 1, 1, 1)), first));

        string Half(long start, long end) => test.Add(new Slice(), shuffled, test.Integers(start), test.Integers(end), test.Integers(1), test.Integers(1));
    }

    [Fact]
    public void Padding_mirrors_repeats_and_wraps()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 6, new(1, 1));
        foreach (var mode in new[] { PadMode.Reflect, PadMode.Edge, PadMode.Wrap })
        {
            test.Check(
                test.Add(new Pad([0, 0, 3, 4, 0, 0, 2, 1], 0, mode), maps), test.Add(new Pad([1, 0, -1, 0, 0, 2, 0, -2], 0, mode), maps),
                test.Add(new Pad([2, 1], 0, mode), test.Input(3)));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(9, 33, 17)]
    [InlineData(4, 64, 32)]
    [InlineData(67, 20, 50)]
    public void Matrices_are_multiplied_in_stacks(int rows, int inner, int columns)
    {
        var test = new TestNetwork();
        var (a, b) = (test.Input(3, 1, rows, inner), test.Input(2, inner, columns));
        test.Check(
            test.Add(new MatrixProduct(), a, b), test.Add(new MatrixProduct(), a, test.Constant(inner, columns)), test.Add(new MatrixProduct(), a, test.Input(inner)),
            test.Add(new MatrixProduct(), test.Constant(2, rows, inner), b), test.Add(new MatrixProduct(), test.Input(inner), b),
            test.Add(new MatrixProduct(), test.Input(inner), test.Constant(inner)), test.Add(new MatrixProduct(), test.Input(inner), test.Constant(inner, columns)));
    }

    [Theory]
    [InlineData(Interpolation.Nearest, CoordinateMapping.Asymmetric, new[] { 0f, 0f, 1f, 1f, 2f, 2f })]
    [InlineData(Interpolation.Linear, CoordinateMapping.HalfPixel, new[] { 0f, 0.25f, 0.75f, 1.25f, 1.75f, 2f })]
    [InlineData(Interpolation.Linear, CoordinateMapping.AlignCorners, new[] { 0f, 0.4f, 0.8f, 1.2f, 1.6f, 2f })]
    [InlineData(Interpolation.Linear, CoordinateMapping.Asymmetric, new[] { 0f, 0.5f, 1f, 1.5f, 2f, 2f })]
    public void A_ramp_is_resized_along_every_axis(Interpolation interpolation, CoordinateMapping mapping, float[] expected)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var test = new TestNetwork();
            int[] shape = [2, 5, 9];
            shape[axis] = 3;
            var resized = test.Add(
                new Resize(interpolation, mapping, NearestRounding.Floor, [axis - 3]), test.Input(shape), test.Constant(new Tensor([1], [2])));
            var tensor = new Tensor(Shape.Create(shape));
            var inner = shape[(axis + 1)..].Aggregate(1, (a, b) => a * b);
            for (var i = 0; i < tensor.Data.Length; i++)
            {
                tensor.Data[i] = i / inner % 3;
            }

            var result = TestNetwork.Run(test.Build(resized), new() { ["input0"] = tensor }, [resized], 2, CpuBackend.WidestVector)[0];
            Assert.Equal(Shape.Create(shape).With(axis, 6), result.Shape);
            Near.Equal([.. Enumerable.Range(0, result.Data.Length).Select(i => expected[i / inner % 6])], result.Data, 1e-6, $"axis {axis}");
        }
    }
}
