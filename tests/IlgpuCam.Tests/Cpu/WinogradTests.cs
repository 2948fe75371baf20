using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Cpu;

/// <summary>3x3 and 5x5 convolutions of stride 1 with enough channels for Winograd's algorithm, at awkward sizes, against their definition.</summary>
public sealed class WinogradTests
{
    [Theory]
    [InlineData(1, 32, 32, 12, 12)] // The smallest map of 4x4 tiles: all of them whole.
    [InlineData(1, 33, 37, 13, 17)] // Rest tiles of one row and one column; channels that fill no vector.
    [InlineData(2, 40, 96, 14, 15)] // A batch; rest tiles of two rows and three columns.
    [InlineData(1, 64, 32, 31, 45)] // Several blocks of tiles.
    [InlineData(1, 16, 64, 13, 15)] // Few channels.
    [InlineData(2, 12, 160, 14, 27)] // More output channels than tiles.
    [InlineData(1, 32, 48, 7, 7)] // 2x2 tiles with a rest.
    [InlineData(3, 35, 33, 4, 11)]
    [InlineData(1, 32, 33, 5, 60)] // Low and wide: 2x2 tiles, many of them.
    public void Tiles_of_any_map_are_right(int batch, int inputs, int outputs, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, inputs, height, width);
        var same = test.Convolution(input, inputs, outputs, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu);
        var valid = test.Convolution(input, inputs, outputs, new(3, 3), pads: new(1, 1, 1, 1), bias: false);
        test.Check(same, valid, test.Convolution(same, outputs, inputs, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Silu));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(2, 0, 1, 3)]
    [InlineData(0, 2, 2, 0)]
    [InlineData(5, 4, 3, 6)]
    public void Any_padding_is_right(int top, int left, int bottom, int right)
    {
        foreach (var size in new[] { 9, 18 })
        {
            var test = new TestNetwork(size);
            test.Check(test.Convolution(test.Input(1, 32, size, size + 1), 32, 34, new(3, 3), pads: new(top, left, bottom, right)));
        }
    }

    [Theory]
    [InlineData(1, 64, 96, 2, 13, 13)] // An odd number of blocks of output channels in a group.
    [InlineData(2, 96, 96, 3, 12, 14)]
    [InlineData(1, 64, 128, 2, 7, 9)] // 2x2 tiles.
    [InlineData(1, 72, 80, 2, 13, 12)] // Groups that end inside a vector go the direct way.
    public void Groups_read_their_own_channels(int batch, int inputs, int outputs, int groups, int height, int width)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, inputs, height, width);
        test.Check(test.Convolution(input, inputs, outputs, new(3, 3), pads: new(1, 1, 1, 1), groups: groups, activation: Activation.Relu));
    }

    [Theory]
    [InlineData(1, 32, 32, 4, 4, 1)] // The smallest map.
    [InlineData(1, 33, 37, 13, 17, 1)] // Rest tiles of one row and one column; channels that fill no vector.
    [InlineData(3, 40, 96, 7, 6, 1)]
    [InlineData(1, 16, 64, 27, 31, 1)] // Several blocks of tiles.
    [InlineData(2, 64, 96, 9, 8, 2)]
    [InlineData(1, 72, 80, 9, 8, 2)] // Groups that end inside a vector go the direct way.
    public void Windows_of_five_are_right(int batch, int inputs, int outputs, int height, int width, int groups)
    {
        var test = new TestNetwork();
        var input = test.Input(batch, inputs, height, width);
        var same = test.Convolution(input, inputs, outputs, new(5, 5), pads: new(2, 2, 2, 2), groups: groups, activation: Activation.Relu);
        var other = test.Convolution(input, inputs, outputs, new(5, 5), pads: new(0, 3, 4, 1), groups: groups, bias: false);
        test.Check(same, other, test.Add(new Activate(Activation.Relu6), test.Add(new Add(), same, test.Convolution(input, inputs, outputs, new(5, 5), pads: new(2, 2, 2, 2), groups: groups))));
    }

    [Fact]
    public void Heavy_weights_take_few_blocks()
    {
        var test = new TestNetwork();
        test.Check(test.Convolution(test.Input(1, 352, 33, 34), 352, 352, new(3, 3), pads: new(1, 1, 1, 1)));
    }

    [Fact]
    public void A_residual_is_added_before_the_activation()
    {
        foreach (var size in new[] { 6, 19 })
        {
            var test = new TestNetwork(size);
            var input = test.Input(2, 36, size, size);
            var branch = test.Convolution(input, 36, 36, new(3, 3), pads: new(1, 1, 1, 1));
            test.Check(test.Add(new Activate(Activation.Relu6), test.Add(new Add(), branch, input)));
        }
    }

    [Fact]
    public void Neighbours_in_a_concatenation_stay_as_they_are()
    {
        var test = new TestNetwork();
        var input = test.Input(1, 32, 14, 14);
        var whole = test.Add(
            new Concat(1),
            test.Convolution(input, 32, 48, new(3, 3), pads: new(1, 1, 1, 1)),
            test.Convolution(input, 32, 32, new(1, 1)),
            test.Convolution(input, 32, 64, new(3, 3), pads: new(1, 1, 1, 1)));
        test.Check(whole, test.Convolution(whole, 144, 33, new(3, 3), pads: new(1, 1, 1, 1)));
    }
}
