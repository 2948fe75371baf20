using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Every other operator at awkward sizes against its definition, on dense values and on maps that come from a convolution.</summary>
public sealed class OperatorTests
{
    public static TheoryData<int, int, int, int> Maps => new() { { 1, 1, 1, 1 }, { 2, 3, 5, 7 }, { 1, 16, 6, 6 }, { 3, 21, 9, 4 }, { 1, 40, 13, 13 } };

    [Theory]
    [MemberData(nameof(Maps))]
    public void Activations_are_right(int batch, int channels, int height, int width)
    {
        foreach (var activation in new[]
        {
            Activation.Relu, Activation.Relu6, Activation.Sigmoid, Activation.Clip(0.1f, 0.4f), Activation.HardSigmoid(), Activation.HardSigmoid(2, 0.2f),
            Activation.HardSwish, Activation.Silu,
        })
        {
            var test = new TestNetwork();
            var input = test.Input(batch, channels, height, width);
            var maps = test.Convolution(input, channels, channels, new(1, 1), activation: activation);
            var alone = test.Add(new Activate(activation), maps);
            var after = test.Convolution(alone, channels, channels, new(3, 3), pads: new(1, 1, 1, 1), groups: channels);
            test.Check(test.Add(new Activate(activation), input), maps, alone, after);
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Poolings_are_right(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, channels, height, width);
        var outputs = new List<string>();
        outputs.Add(test.Add(new MaxPool2d(new(new(2, 2), Size2.One, Size2.One, new(1, 1, 0, 0))), input));
        foreach (var (kernel, stride, ceil) in new[] { (2, 2, true), (3, 2, false), (3, 2, true), (3, 1, false), (1, 3, true) })
        {
            var pad = kernel / 2;
            Window2d window = new(new(kernel, kernel), new(stride, stride), Size2.One, new(pad, pad, pad, kernel - 1 - pad), Ceil: ceil);
            outputs.Add(test.Add(new MaxPool2d(window), input));
            outputs.Add(test.Add(new AveragePool2d(window), input));
            outputs.Add(test.Add(new AveragePool2d(window, CountIncludePad: true), input));
            outputs.Add(test.Add(new MaxPool2d(window with { Dilations = new(1, 2), Pads = new(pad, 2 * pad, pad, 2 * pad) }), input));
        }

        foreach (var pooling in new[] { PoolingKind.Average, PoolingKind.Max })
        {
            outputs.Add(test.Add(new GlobalPool(pooling), input));
            outputs.Add(test.Add(new GlobalPool(pooling, KeepDimensions: false), input));
        }

        test.Check([.. outputs]);
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Sums_are_right_with_and_without_broadcasting(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, channels, height, width);
        var maps = test.Convolution(input, channels, channels, new(1, 1));
        var pooled = test.Add(new GlobalPool(PoolingKind.Average), maps);
        test.Check(
            test.Add(new Add(), input, maps),
            test.Add(new Add(Activation.Relu), input, input),
            test.Add(new Add(Activation.Relu), maps, test.Constant(channels, 1, 1)),
            test.Add(new Add(Activation.Sigmoid), test.Constant(1), input),
            test.Add(new Add(), maps, pooled),
            test.Add(new Add(), test.Constant(batch, channels, height, width), maps),
            test.Add(new Add(), test.Input(height, 1), test.Input(width)));
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Products_are_right_with_and_without_broadcasting(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, channels, height, width);
        var maps = test.Convolution(input, channels, channels, new(3, 3), pads: new(1, 1, 1, 1));
        var gate = test.Convolution(test.Add(new GlobalPool(PoolingKind.Average), maps), channels, channels, new(1, 1), activation: Activation.Sigmoid);
        var gated = test.Add(new Multiply(), gate, maps);
        test.Check(
            gated, test.Add(new Multiply(Activation.HardSwish), maps, gate), test.Convolution(gated, channels, 5, new(3, 3), pads: new(1, 1, 1, 1)),
            test.Add(new Multiply(), input, maps),
            test.Add(new Activate(Activation.Relu), test.Add(new Multiply(), input, input)),
            test.Add(new Multiply(Activation.Relu), maps, test.Constant(channels, 1, 1)),
            test.Add(new Multiply(Activation.Sigmoid), test.Constant(1), input),
            test.Add(new Multiply(), maps, test.Constant(batch, channels, 1, 1)),
            test.Add(new Multiply(), test.Input(height, 1), test.Input(width)));
    }

    [Fact]
    public void Activations_of_large_values_have_their_limits()
    {
        var test = new TestNetwork();
        var input = test.Constant(new Tensor([1, 9], [-200, -88, -20, -3.0001f, 0, 2.9999f, 20, 88, 200]));
        var sum = test.Add(new Add(), test.Constant(new Tensor([1, 9], new float[9])), test.Input(1, 1));
        var outputs = new[] { Activation.HardSigmoid(), Activation.HardSwish, Activation.Silu, Activation.Sigmoid }
            .Select(a => test.Add(new Activate(a), test.Add(new Add(), input, sum))).ToArray();
        test.Check(outputs);
        var reference = ReferenceExecutor.Run(test.Build(outputs), new() { ["input0"] = new([1, 1], [0]) });
        Assert.Equal([0, 0, 0, 0, 0, 2.9998, 20, 88, 200], reference[outputs[1]], (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Theory]
    [InlineData(8, 16, 32)]
    [InlineData(16, 16, 5)]
    [InlineData(5, 16, 7)]
    [InlineData(12, 4, 1)]
    public void Concatenation_is_right_on_every_axis(int a, int b, int c)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 6, 5, 9);
        var x = test.Convolution(input, 6, a, new(1, 1));
        var y = test.Convolution(input, 6, b, new(3, 3), pads: new(1, 1, 1, 1));
        var z = test.Convolution(input, 6, c, new(1, 1));
        var whole = test.Add(new Concat(1), x, y, z);
        var twice = test.Add(new Concat(-3), whole, x, x);
        var reader = test.Convolution(whole, a + b + c, 9, new(3, 3), pads: new(1, 1, 1, 1));
        var inner = test.Convolution(y, b, 4, new(5, 5), pads: new(2, 2, 2, 2));
        test.Check(
            x, y, whole, twice, reader, inner, test.Add(new Concat(0), x, x), test.Add(new Concat(2), y, y, y), test.Add(new Concat(3), z, z),
            test.Add(new Concat(1), input, x), test.Add(new Concat(0), test.Constant(3), test.Input(4)));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 37, 10)]
    [InlineData(3, 64, 33)]
    [InlineData(2, 5, 1000)]
    public void Fully_connected_layers_are_right(int batch, int inputs, int outputs)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, inputs);
        var layer = test.Add(new FullyConnected(), input, test.Constant(outputs, inputs), test.Constant(outputs));
        test.Check(
            layer, test.Add(new FullyConnected(Activation.Relu), input, test.Constant(outputs, inputs)),
            test.Add(new FullyConnected(Activation.Sigmoid), input, test.Constant(outputs, inputs)),
            test.Add(new Softmax(), layer), test.Add(new Activate(Activation.Relu), layer));
    }

    [Fact]
    public void Softmax_is_right_on_every_axis_and_for_large_values()
    {
        var test = new TestNetwork();
        var input = test.Input(2, 5, 3, 4);
        var large = test.Add(new Add(), input, test.Constant(new Tensor([1], [120])));
        test.Check(
            test.Add(new Softmax(0), input), test.Add(new Softmax(1), input), test.Add(new Softmax(2), input), test.Add(new Softmax(-1), input),
            test.Add(new Softmax(1), large));
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Batch_normalisation_that_stands_alone_is_right(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var variance = test.Random([channels]);
        var positive = test.Constant(new Tensor([channels], Array.ConvertAll(variance.Data, v => (v * v) + 0.01f)));
        string[] parameters = [test.Constant(channels), test.Constant(channels), test.Constant(channels), positive];
        test.Check(
            test.Add(new BatchNormalization(1e-3f), [test.Input(batch, channels, height, width), .. parameters]),
            test.Add(new BatchNormalization(), [test.Input(batch, channels), .. parameters]),
            test.Add(new BatchNormalization(), [test.Input(batch, channels, width), .. parameters]));
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Local_response_normalisation_is_right_across_blocks_of_channels(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, channels, height, width);
        var maps = test.Convolution(input, channels, channels, new(1, 1));
        var small = test.Add(new LocalResponseNormalization(5, 1e-4f), maps);
        var outputs = new List<string> { small, test.Convolution(small, channels, 3, new(3, 3), pads: new(1, 1, 1, 1)) };
        foreach (var size in new[] { 1, 2, 3, 4, 9, 16, 33, 34, 101 })
        {
            outputs.Add(test.Add(new LocalResponseNormalization(size, 3), maps));
            outputs.Add(test.Add(new LocalResponseNormalization(size, 2.5f, 0.6f, 1.5f), input));
        }

        test.Check([.. outputs]);
    }

    [Fact]
    public void Shapes_change_without_moving_a_number()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 6, new(1, 1));
        var flat = test.Add(new Flatten(), maps);
        var pooled = test.Add(new GlobalPool(PoolingKind.Average), maps);
        var squeezed = test.Add(new Squeeze([2, 3]), pooled);
        var reshaped = test.Add(new Reshape(), flat, test.Integers(0, 10, -1));
        test.Check(
            flat, squeezed, reshaped, test.Add(new Unsqueeze([0, -1]), squeezed), test.Add(new Identity(), test.Add(new Identity(), maps)), "input0",
            test.Convolution(test.Add(new Reshape(), flat, test.Integers(2, 6, 5, 4)), 6, 2, new(3, 3)));
    }

    [Fact]
    public void Padding_adds_and_takes_away()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 5), 3, 6, new(1, 1));
        var padded = test.Add(new Pad([0, 0, 1, 2, 0, 0, 3, 0]), maps);
        test.Check(
            padded, test.Convolution(padded, 6, 6, new(3, 3), groups: 6), test.Add(new Pad([1, -2, 0, -1, 0, 3, -2, 1], 0.5f), maps),
            test.Add(new Pad([2, 1], -1), test.Input(3)), test.Add(new Pad([0, 0, 0, -5, 0, 0, 0, 2], 7), maps));
    }
}
