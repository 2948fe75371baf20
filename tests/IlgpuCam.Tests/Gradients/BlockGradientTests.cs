using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>Gradients of the characteristic blocks of published networks.</summary>
public sealed class BlockGradientTests
{
    /// <summary>Ma et al. 2018: half of the channels pass, the other half goes through three convolutions; then the halves are shuffled.</summary>
    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 32)]
    public void Shuffled_halves_of_ShuffleNetV2(int batch, int channels)
    {
        var test = new TestNetwork();
        var half = channels / 2;
        var maps = test.Convolution(test.Input(batch, 3, 5, 5), 3, channels, new(1, 1), activation: Activation.Relu);
        var shuffled = Shuffle(test, Unit(test, maps, half), channels, 5);
        var down = test.Convolution(shuffled, channels, channels, new(3, 3), new(2, 2), new(1, 1, 1, 1), groups: channels);
        GradientCheck.Check(test, test.Add(new GlobalPool(PoolingKind.Average), Shuffle(test, Unit(test, down, half), channels, 3)));
    }

    /// <summary>Hu et al. 2018, as RegNetY and MNASNet-A1 have it: grouped convolutions, and channels scaled by what a small network makes of their means.</summary>
    [Theory]
    [InlineData(8, 2)]
    [InlineData(24, 3)]
    public void Squeeze_and_excitation_around_grouped_convolutions(int channels, int groups)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 6, 5), 3, channels, new(1, 1), activation: Activation.Relu);
        var inner = test.Convolution(maps, channels, channels, new(3, 3), new(2, 2), new(1, 1, 1, 1), groups: groups, activation: Activation.Relu);
        var mean = test.Add(new Reduce(ReductionKind.Mean, [2, 3]), inner);
        var squeezed = test.Convolution(mean, channels, 5, new(1, 1), activation: Activation.Silu);
        var gate = test.Add(new Activate(Activation.Sigmoid), test.Convolution(squeezed, 5, channels, new(1, 1)));
        var scaled = test.Convolution(test.Add(new Multiply(), gate, inner), channels, channels, new(1, 1));
        var shortcut = test.Convolution(maps, channels, channels, new(1, 1), new(2, 2));
        GradientCheck.Check(test, test.Add(new GlobalPool(PoolingKind.Average), test.Add(new Add(Activation.Relu), scaled, shortcut)));
    }

    /// <summary>Xie et al. 2017: bottlenecks whose 3x3 convolution is split into many groups, with a stride where maps shrink.</summary>
    [Theory]
    [InlineData(32, 2, 1)]
    [InlineData(32, 2, 2)]
    [InlineData(32, 4, 2)]
    [InlineData(3, 5, 2)]
    public void Bottlenecks_of_ResNeXt(int groups, int width, int stride)
    {
        var test = new TestNetwork();
        var (inner, strides) = (groups * width, new Size2(stride, stride));
        var maps = test.Convolution(test.Input(2, 3, 7, 6), 3, 20, new(1, 1), activation: Activation.Relu);
        var narrow = test.Convolution(maps, 20, inner, new(1, 1), activation: Activation.Relu);
        var split = test.Convolution(narrow, inner, inner, new(3, 3), strides, new(1, 1, 1, 1), groups: groups, activation: Activation.Relu);
        var wide = test.Convolution(split, inner, 20, new(1, 1));
        var shortcut = stride == 1 ? maps : test.Convolution(maps, 20, 20, new(1, 1), strides);
        GradientCheck.Check(test, test.Add(new GlobalPool(PoolingKind.Average), test.Add(new Add(Activation.Relu), wide, shortcut)));
    }

    /// <summary>Sandler et al. 2018 and Tan et al. 2019: a wide depthwise convolution between two narrow ones.</summary>
    [Fact]
    public void Inverted_residuals()
    {
        var test = new TestNetwork();
        var input = test.Input(1, 5, 7, 6);
        var wide = test.BatchNormalization(test.Convolution(input, 5, 20, new(1, 1), bias: false), 20);
        var across = test.Convolution(test.Add(new Activate(Activation.Relu6), wide), 20, 20, new(5, 5), pads: new(2, 2, 2, 2), groups: 20, activation: Activation.HardSwish);
        GradientCheck.Check(test, test.Add(new Add(), test.Convolution(across, 20, 5, new(1, 1)), input));
    }

    /// <summary>Szegedy et al. 2016: branches of convolutions of one row or column, of two strides and of pooling side by side.</summary>
    [Fact]
    public void Branches_of_Inception()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 3, 9, 9), 3, 17, new(3, 3), new(2, 2), activation: Activation.Relu);
        var row = test.Convolution(maps, 17, 6, new(1, 7), pads: new(0, 3, 0, 3), activation: Activation.Relu);
        var both = test.Convolution(row, 6, 9, new(7, 1), pads: new(3, 0, 3, 0), activation: Activation.Relu);
        var means = test.Add(new AveragePool2d(new(new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1)), CountIncludePad: true), maps);
        var pooled = test.Convolution(means, 17, 4, new(1, 1), activation: Activation.Relu);
        var joined = test.Add(new Concat(1), row, both, pooled);
        Window2d window = new(new(3, 3), new(2, 2), Size2.One, default);
        var reduced = test.Add(new Concat(1), test.Add(new MaxPool2d(window), joined), test.Convolution(joined, 19, 8, new(3, 3), new(2, 2), activation: Activation.Relu));
        GradientCheck.Check(test, test.Add(new Flatten(), test.Add(new GlobalPool(PoolingKind.Average), reduced)));
    }

    /// <summary>Liu et al. 2022, as exporters write it: a wide depthwise convolution, layer normalisation and two layers over the channels as the last axis, and a factor a channel before the shortcut.</summary>
    [Theory]
    [InlineData(ActivationKind.Gelu)]
    [InlineData(ActivationKind.TanhGelu)]
    public void Blocks_of_ConvNeXt(ActivationKind kind)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 8, 8), 3, 12, new(4, 4), new(4, 4));
        var across = test.Convolution(maps, 12, 12, new(7, 7), pads: new(3, 3, 3, 3), groups: 12);
        var last = test.Add(new Transpose([0, 2, 3, 1]), across);
        var normal = test.Add(new LayerNormalization(-1, 1e-6f), last, test.Constant(12), test.Constant(12));
        var wide = test.Add(new Add(), test.Constant(48), test.Add(new MatrixProduct(), normal, test.Constant(12, 48)));
        var narrow = test.Add(new Add(), test.Add(new MatrixProduct(), test.Add(new Activate(new(kind)), wide), test.Constant(48, 12)), test.Constant(12));
        var scaled = test.Add(new Multiply(), test.Constant(12, 1, 1), test.Add(new Transpose([0, 3, 1, 2]), narrow));
        GradientCheck.Check(test, test.Add(new Add(), scaled, maps));
    }

    /// <summary>Layer normalisation and GELU in single operators, as older exporters write them.</summary>
    [Fact]
    public void Normalisation_and_GELU_in_pieces()
    {
        var test = new TestNetwork();
        var x = test.Input(2, 3, 7);
        var centered = test.Add(new Arithmetic(ArithmeticOperation.Subtract), x, test.Add(new Reduce(ReductionKind.Mean, [-1]), x));
        var variance = test.Add(new Reduce(ReductionKind.Mean, [-1]), test.Add(new Arithmetic(ArithmeticOperation.Power), centered, Scalar(2)));
        var deviation = test.Add(new Activate(new(ActivationKind.Sqrt)), test.Add(new Add(), variance, Scalar(1e-5f)));
        var normal = test.Add(new Arithmetic(ArithmeticOperation.Divide), centered, deviation);
        var erf = test.Add(new Activate(new(ActivationKind.Erf)), test.Add(new Arithmetic(ArithmeticOperation.Divide), normal, Scalar(MathF.Sqrt(2))));
        GradientCheck.Check(test, test.Add(new Multiply(), test.Add(new Multiply(), normal, test.Add(new Add(), erf, Scalar(1))), Scalar(0.5f)));

        string Scalar(float value) => test.Constant(new Tensor([], [value]));
    }

    /// <summary>Vaswani et al. 2017: the products of queries and keys, and of their softmax and values.</summary>
    [Fact]
    public void Attention()
    {
        var test = new TestNetwork();
        var x = test.Input(2, 5, 12);
        var queries = Heads(test.Add(new MatrixProduct(), x, test.Constant(12, 12)), [0, 2, 1, 3]);
        var keys = Heads(test.Add(new MatrixProduct(), x, test.Constant(12, 12)), [0, 2, 3, 1]);
        var values = Heads(x, [0, 2, 1, 3]);
        var weights = test.Add(new Softmax(), test.Add(new Multiply(), test.Add(new MatrixProduct(), queries, keys), test.Constant(new Tensor([], [0.5f]))));
        var mixed = test.Add(new Transpose([0, 2, 1, 3]), test.Add(new MatrixProduct(), weights, values));
        var tokens = test.Add(new Reshape(), mixed, test.Integers(0, 5, 12));
        GradientCheck.Check(test, tokens, test.Add(new Gather(1), tokens, test.Integers(2)));

        string Heads(string value, int[] order) => test.Add(new Transpose([.. order]), test.Add(new Reshape(), value, test.Integers(0, 5, 3, 4)));
    }

    /// <summary>Yu et al. 2017: convolutions whose taps lie apart take the place of strides.</summary>
    [Fact]
    public void Dilated_residual_blocks()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 3, 9, 8), 3, 18, new(7, 7), new(2, 2), new(3, 3, 3, 3), activation: Activation.Relu);
        var inner = test.Convolution(maps, 18, 18, new(3, 3), pads: new(2, 2, 2, 2), dilations: new(2, 2), activation: Activation.Relu);
        var outer = test.Convolution(inner, 18, 18, new(3, 3), pads: new(4, 4, 4, 4), dilations: new(4, 4), groups: 2);
        GradientCheck.Check(test, test.Add(new Softmax(), test.Add(new GlobalPool(PoolingKind.Average, KeepDimensions: false), test.Add(new Add(Activation.Relu), maps, outer))));
    }

    private static string Unit(TestNetwork test, string maps, int half)
    {
        var passed = test.Add(new Slice(), maps, test.Integers(0), test.Integers(half), test.Integers(1));
        var taken = test.Add(new Slice(), maps, test.Integers(half), test.Integers(2 * half), test.Integers(1));
        var inner = test.Convolution(taken, half, half, new(1, 1), activation: Activation.Relu);
        var across = test.Convolution(inner, half, half, new(3, 3), pads: new(1, 1, 1, 1), groups: half);
        return test.Add(new Concat(1), passed, test.Convolution(across, half, half, new(1, 1), activation: Activation.Relu));
    }

    private static string Shuffle(TestNetwork test, string maps, int channels, int size) => test.Add(
        new Reshape(),
        test.Add(new Transpose([0, 2, 1, 3, 4]), test.Add(new Reshape(), maps, test.Integers(-1, 2, channels / 2, size, size))),
        test.Integers(-1, channels, size, size));
}
