using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Convolutions at awkward sizes against their definition.</summary>
public sealed class ConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(1, 16, 16, 14, 14)]
    [InlineData(1, 24, 40, 7, 7)]
    [InlineData(2, 17, 33, 5, 9)]
    [InlineData(3, 5, 7, 13, 3)]
    [InlineData(1, 130, 49, 1, 29)]
    public void A_pointwise_convolution_is_right(int batch, int inputs, int outputs, int height, int width)
    {
        var test = new TestNetwork();
        var mixed = test.Convolution(test.Input(batch, inputs, height, width), inputs, outputs, new(1, 1));
        test.Check(test.Convolution(mixed, outputs, inputs, new(1, 1), activation: Activation.Relu), mixed);
    }

    [Theory]
    [InlineData(3, 3, 1, 1, 1)]
    [InlineData(1, 3, 1, 2, 1)]
    [InlineData(5, 1, 2, 1, 1)]
    [InlineData(7, 7, 2, 2, 1)]
    [InlineData(2, 2, 3, 3, 1)]
    [InlineData(3, 3, 1, 1, 2)]
    [InlineData(3, 2, 2, 3, 3)]
    [InlineData(6, 4, 3, 1, 1)]
    public void Kernels_strides_and_dilations_are_right_on_any_number_of_channels(int height, int width, int strideY, int strideX, int dilation)
    {
        foreach (var (inputs, outputs) in new[] { (3, 16), (1, 5), (4, 8), (6, 17), (19, 35), (32, 4) })
        {
            var test = new TestNetwork(inputs);
            var input = test.Input(2, inputs, 20, 17);
            var (extentY, extentX) = ((height - 1) * dilation, (width - 1) * dilation);
            Padding2d pads = new(extentY / 2, extentX, extentY - (extentY / 2), 1);
            var narrow = test.Convolution(input, inputs, inputs, new(1, 1), bias: false);
            var value = test.Convolution(narrow, inputs, outputs, new(height, width), new(strideY, strideX), pads, new(dilation, dilation));
            test.Check(value, test.Convolution(input, inputs, outputs, new(height, width), new(strideY, strideX), pads, new(dilation, dilation)));
        }
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 3, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(7, 2, 1)]
    public void A_depthwise_convolution_is_right(int kernel, int stride, int dilation)
    {
        foreach (var (channels, width) in new[] { (1, 9), (8, 14), (13, 31), (16, 28), (40, 7), (96, 5) })
        {
            var test = new TestNetwork(channels);
            var input = test.Input(2, channels, 11, width);
            var pad = (kernel - 1) * dilation / 2;
            var value = test.Convolution(
                input, channels, channels, new(kernel, kernel), new(stride, stride), new(pad, pad, pad + 1, pad), new(dilation, dilation), channels, Activation.Relu6);
            test.Check(value, test.Convolution(value, channels, 3, new(1, 1)));
        }
    }

    [Theory]
    [InlineData(8, 8, 2)]
    [InlineData(32, 64, 2)]
    [InlineData(32, 32, 4)]
    [InlineData(12, 24, 12)]
    [InlineData(10, 30, 5)]
    [InlineData(64, 64, 16)]
    [InlineData(48, 96, 3)]
    [InlineData(6, 4, 2)]
    [InlineData(36, 12, 12)]
    public void Groups_do_not_mix(int inputs, int outputs, int groups)
    {
        var test = new TestNetwork();
        var input = test.Input(2, inputs, 9, 10);
        test.Check(
            test.Convolution(input, inputs, outputs, new(3, 3), pads: new(1, 1, 1, 1), groups: groups),
            test.Convolution(input, inputs, outputs, new(1, 1), new(2, 2), groups: groups, activation: Activation.Clip(-0.3f, 0.2f)));
    }

    [Theory]
    [InlineData(AutoPad.SameUpper)]
    [InlineData(AutoPad.SameLower)]
    [InlineData(AutoPad.Valid)]
    public void Automatic_padding_is_right(AutoPad auto)
    {
        var test = new TestNetwork();
        var weights = test.Constant(5, 3, 4, 3);
        test.Check(test.Add(new Conv2d(new(2, 3), default, Size2.One, AutoPad: auto), test.Input(1, 3, 13, 11), weights));
    }

    [Fact]
    public void A_window_that_lies_in_the_padding_alone_gives_the_bias()
    {
        var test = new TestNetwork();
        test.Check(test.Convolution(test.Input(1, 20, 2, 3), 20, 20, new(3, 3), pads: new(5, 4, 3, 6)));
    }

    [Fact]
    public void Values_with_several_readers_have_the_padding_of_each()
    {
        var test = new TestNetwork();
        var value = test.Convolution(test.Input(2, 8, 9, 9), 8, 24, new(1, 1), activation: Activation.Relu);
        var small = test.Convolution(value, 24, 24, new(3, 3), pads: new(1, 1, 1, 1), groups: 24);
        var large = test.Convolution(value, 24, 10, new(5, 7), pads: new(2, 3, 2, 3));
        var none = test.Convolution(value, 24, 6, new(1, 1));
        var pooled = test.Add(new MaxPool2d(new(new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1))), value);
        test.Check(value, small, large, none, pooled);
    }
}
