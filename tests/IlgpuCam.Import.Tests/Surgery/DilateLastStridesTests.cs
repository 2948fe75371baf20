using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Surgery;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Surgery;

/// <summary>Networks whose last strides became dilations compute the same features, at more places.</summary>
public class DilateLastStridesTests
{
    [Theory]
    [InlineData("resnet18", 14, 2)]
    [InlineData("resnet18", 28, 4)]
    [InlineData("mobilenet_v2", 14, 2)]
    [InlineData("squeezenet1_1", 26, 2)]
    [InlineData("nin", 12, 2)]
    public void Features_at_every_nth_place_are_those_of_the_network_before(string name, int resolution, int factor)
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), name, folder.Path)).Network;
        CheckFeatures(network, resolution, factor);
    }

    [Fact]
    public void The_default_models_map_can_have_14_rows() =>
        CheckFeatures(ModelFile.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam")).Network, 14, 2);

    [SharedTheory("nets")]
    [InlineData("googlenet", 14, 2)]
    [InlineData("densenet121", 14, 2)]
    public void Networks_of_many_branches_are_changed_alike_on_all(string name, int resolution, int factor)
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Shared("nets"), name, folder.Path)).Network;
        CheckFeatures(network, resolution, factor);
    }

    [Fact]
    public void A_resolution_that_cannot_be_reached_is_an_error_with_those_that_can()
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), "resnet18", folder.Path, isFilled: false)).Network;
        var message = Assert.Throws<NetworkException>(() => DilateLastStrides.Apply(network, 15)).Message;
        Assert.Contains("7, 14, 28, 56, 112, 224", message, StringComparison.Ordinal);
        Assert.Same(network, DilateLastStrides.Apply(network, 7));
    }

    [Theory]
    [InlineData(AutoPad.SameUpper, false)]
    [InlineData(AutoPad.SameLower, true)]
    public void Automatic_padding_and_rounding_up_stay_in_place(AutoPad auto, bool isAverage)
    {
        var first = new Window2d(new(3, 3), new(2, 2), Size2.One, new(1, 1, 0, 0), Ceil: true);
        var second = new Window2d(new(3, 3), new(2, 2), Size2.One, default, auto);
        var rows = Weights(3, 4, 6);
        var network = new Network(
            [new("input", [1, 3, 21, 22])],
            [KeyValuePair.Create("w", Weights(1, 6, 3, 3, 3)), KeyValuePair.Create("v", Weights(2, 6, 6, 3, 3)), KeyValuePair.Create("rows", rows)],
            [
                new("conv", new Conv2d(new(2, 2), default, Size2.One, AutoPad: auto), ["input", "w"], "a"),
                new("pool", isAverage ? new AveragePool2d(first) : new MaxPool2d(first), ["a"], "b"),
                new("pool2", isAverage ? new AveragePool2d(second) : new MaxPool2d(second), ["b"], "c"),
                new("conv2", new Conv2d(Size2.One, new(1, 1, 1, 1), Size2.One), ["c", "v"], "d"),
                new("gap", new GlobalPool(PoolingKind.Average, KeepDimensions: false), ["d"], "e"),
                new("fc", new FullyConnected(), ["e", "rows"], "logits"),
            ],
            ["logits"]);
        CheckFeatures(network, 6, 2);
        CheckFeatures(network, 12, 4);
        CheckFeatures(network, 24, 8);
    }

    [Fact]
    public void A_pooling_that_would_see_padding_alone_is_named()
    {
        var network = new Network(
            [new("input", [1, 3, 13, 13])],
            [KeyValuePair.Create("w", Weights(1, 6, 3, 1, 1)), KeyValuePair.Create("rows", Weights(2, 4, 6))],
            [
                new("subsample", new MaxPool2d(new(Size2.One, new(2, 2), Size2.One, default)), ["input"], "a"),
                new("conv", new Conv2d(Size2.One, default, Size2.One), ["a", "w"], "b"),
                new("gap", new GlobalPool(PoolingKind.Average, KeepDimensions: false), ["b"], "c"),
                new("fc", new FullyConnected(), ["c", "rows"], "logits"),
            ],
            ["logits"]);
        var message = Assert.Throws<NetworkException>(() => DilateLastStrides.Apply(network, 14)).Message;
        Assert.Contains("'subsample'", message, StringComparison.Ordinal);
    }

    private static void CheckFeatures(Network network, int resolution, int factor)
    {
        var dilated = DilateLastStrides.Apply(network, resolution);
        Assert.Equal(HeadDetection.Find(network)!.Cam!.Form, HeadDetection.Find(dilated)!.Cam!.Form);
        var shape = network.Inputs[0].DefaultShape;
        var input = new Tensor(shape, NetWeights.Input((int)shape.ElementCount));
        using var before = new CamModel(new(network));
        using var after = new CamModel(new(dilated));
        var expected = before.Forward(input).Features!;
        var features = after.Forward(input).Features!;
        var (channels, height, width) = (expected.Shape[1], expected.Shape[2], expected.Shape[3]);
        Assert.Equal([1, channels, factor * height, factor * width], features.Shape);
        Assert.Equal(resolution, factor * height);
        var taken = new float[expected.Data.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            var (channel, y, x) = (i / (height * width), i / width % height, i % width);
            taken[i] = features.Data[(((channel * factor * height) + (factor * y)) * factor * width) + (factor * x)];
        }

        Near.Equal(expected.Data, taken, 1e-4, "features");
    }

    private static ConstantTensor Weights(int seed, params ReadOnlySpan<int> lengths)
    {
        var shape = Shape.Create(lengths);
        var values = new float[shape.ElementCount];
        NetWeights.Fill(seed, 0.5, 0, values);
        return ConstantTensor.FromFloats(shape, values);
    }
}
