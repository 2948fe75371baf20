using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>Gradients of convolutions, poolings and layers at awkward sizes.</summary>
public sealed class ConvolutionGradientTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(2, 3, 19, 7, 5, 3, 1, 1, 1, 1)]
    [InlineData(1, 17, 5, 6, 9, 3, 2, 1, 1, 1)]
    [InlineData(2, 3, 5, 11, 8, 7, 2, 1, 3, 1)]
    [InlineData(1, 4, 33, 10, 7, 3, 3, 1, 0, 1)]
    [InlineData(1, 5, 6, 13, 12, 3, 2, 2, 2, 1)]
    [InlineData(1, 5, 6, 13, 14, 2, 3, 2, 1, 1)]
    [InlineData(1, 20, 4, 9, 9, 3, 3, 3, 3, 1)]
    [InlineData(2, 20, 20, 9, 7, 3, 2, 3, 0, 1)]
    [InlineData(1, 6, 9, 9, 8, 3, 1, 2, 2, 3)]
    [InlineData(2, 6, 8, 8, 9, 5, 2, 1, 2, 2)]
    [InlineData(1, 17, 17, 9, 8, 3, 1, 1, 1, 17)]
    [InlineData(1, 17, 34, 9, 8, 3, 2, 1, 1, 17)]
    [InlineData(2, 5, 15, 7, 7, 5, 2, 1, 2, 5)]
    [InlineData(1, 5, 7, 4, 4, 1, 1, 1, 2, 1)]
    [InlineData(1, 19, 7, 9, 7, 1, 2, 1, 0, 1)]
    [InlineData(1, 3, 7, 9, 8, 1, 3, 1, 1, 1)]
    public void Convolutions_have_their_gradients(int batch, int inputs, int outputs, int height, int width, int kernel, int stride, int dilation, int pad, int groups)
    {
        var test = new TestNetwork();
        var x = test.Input(batch, inputs, height, width);
        Size2 strides = new(stride, stride), dilations = new(dilation, dilation);
        var even = test.Convolution(x, inputs, outputs, new(kernel, kernel), strides, new(pad, pad, pad, pad), dilations, groups);
        var uneven = test.Convolution(x, inputs, outputs, new(kernel, kernel), strides, new(pad, pad + 1, pad + 2, 0 + pad), dilations, groups);
        var mixed = test.Convolution(x, inputs, outputs, new(kernel, 1), new(stride, 1), new(pad, 0, 0, 1), new(dilation, 1), groups);
        GradientCheck.Check(test, even, uneven, mixed);
    }

    [Fact]
    public void Strides_and_kernels_may_differ_by_axis()
    {
        var test = new TestNetwork();
        var x = test.Input(1, 5, 9, 10);
        GradientCheck.Check(
            test, test.Convolution(x, 5, 6, new(3, 2), new(2, 3), new(0, 1, 2, 1)), test.Convolution(x, 5, 6, new(1, 7), new(1, 2), new(0, 3, 0, 3)),
            test.Convolution(x, 5, 6, new(2, 3), new(4, 3), default), test.Convolution(x, 5, 5, new(3, 3), new(3, 2), new(1, 1, 1, 1), new(2, 3), groups: 5));
    }

    [Fact]
    public void Strides_beyond_the_map_are_those_of_a_single_window_or_an_error()
    {
        var test = new TestNetwork();
        var x = test.Input(1, 3, 5, 4);
        GradientCheck.Check(test, test.Convolution(x, 3, 4, new(3, 3), new(1 << 20, 77), new(1, 1, 1, 1)));
        var target = test.Convolution(x, 3, 4, new(3, 3), new(1 << 14, 1), new(0, 1, 1 << 14, 1));
        var network = test.Build(target);
        var error = Assert.Throws<NetworkException>(() => GradientNetwork.Create(network, network.DefaultShapes(), new(target, [x])));
        Assert.Contains("node1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 4, 4)]
    [InlineData(2, 3, 7, 5)]
    [InlineData(1, 17, 6, 9)]
    public void Poolings_have_their_gradients(int batch, int channels, int height, int width)
    {
        foreach (var (kernel, stride, pad, ceil) in new[] { (2, 2, 0, true), (3, 2, 1, false), (3, 2, 0, true), (3, 1, 1, false), (3, 3, 1, true), (1, 2, 0, false), (2, 3, 0, true) })
        {
            var test = new TestNetwork();
            var x = test.Input(batch, channels, height, width);
            Window2d window = new(new(kernel, kernel), new(stride, stride), Size2.One, new(pad, pad, pad, 0), Ceil: ceil);
            GradientCheck.Check(
                test, test.Add(new MaxPool2d(window), x), test.Add(new AveragePool2d(window), x), test.Add(new AveragePool2d(window, CountIncludePad: true), x),
                test.Add(new MaxPool2d(window with { Kernel = new(kernel, 2), Dilations = new(1, 2) }), x));
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 19, 3, 5)]
    public void Global_poolings_have_their_gradients(int batch, int channels, int height, int width)
    {
        var test = new TestNetwork();
        var x = test.Input(batch, channels, height, width);
        GradientCheck.Check(
            test, test.Add(new GlobalPool(PoolingKind.Average), x), test.Add(new GlobalPool(PoolingKind.Max), x),
            test.Add(new GlobalPool(PoolingKind.Average, KeepDimensions: false), x), test.Add(new GlobalPool(PoolingKind.Max, KeepDimensions: false), x));
    }

    [Fact]
    public void Layers_and_fixed_normalisation_have_their_gradients()
    {
        var test = new TestNetwork();
        var x = test.Input(3, 17);
        var maps = test.Input(2, 17, 3, 3);
        GradientCheck.Check(
            test, test.Add(new FullyConnected(), x, test.Constant(5, 17), test.Constant(5)), test.Add(new FullyConnected(), x, test.Constant(1, 17)),
            test.BatchNormalization(maps, 17), test.BatchNormalization(x, 17));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 63, 17)]
    [InlineData(1, 64, 32)]
    [InlineData(1, 130, 45)]
    [InlineData(1, 5, 100)]
    [InlineData(3, 70, 33)]
    public void Layers_that_are_hidden_have_their_gradients(int batch, int inputs, int outputs)
    {
        var test = new TestNetwork();
        var hidden = test.Add(new FullyConnected(Activation.Silu), test.Input(batch, inputs), test.Constant(outputs, inputs), test.Constant(outputs));
        GradientCheck.Check(test, test.Add(new FullyConnected(), hidden, test.Constant(7, outputs)));
    }

    [Theory]
    [InlineData(1, 1e-1f, 0.75f, 1)]
    [InlineData(5, 1e-1f, 0.75f, 1)]
    [InlineData(4, 3, 0.5f, 2)]
    [InlineData(21, 2, 0.75f, 1)]
    [InlineData(50, 2, 1, 0.5f)]
    public void Local_response_normalisation_has_its_gradient(int size, float alpha, float beta, float bias)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 3, 5), 3, 19, new(1, 1));
        GradientCheck.Check(test, test.Add(new LocalResponseNormalization(size, alpha, beta, bias), maps), test.Add(new LocalResponseNormalization(size, alpha, beta, bias), test.Input(1, 7, 2, 2)));
    }
}
