using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Windows over three axes, and convolutions the other way round.</summary>
public sealed class OnnxVolumeTests
{
    [Fact]
    public void Volumes_are_pooled_over_three_axes()
    {
        Check([13, 14, 16, 17], Volume().Node("MaxPool", ["x"], ["y"], Numbers("kernel_shape", 2, 2, 2)), [1, 1, 2, 3, 3], 12);
        Check([6.5f, 7.5f, 9.5f, 10.5f], Volume().Node("AveragePool", ["x"], ["y"], Numbers("kernel_shape", 2, 2, 2)), [1, 1, 2, 3, 3], 12);
        Check([17], Volume().Node("MaxPool", ["x"], ["y"], Numbers("kernel_shape", 2, 3, 3), Numbers("strides", 2, 1, 1)), [1, 1, 2, 3, 3], 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Zeros_around_a_volume_count_where_it_is_asked(long counted)
    {
        // Slices of 1x2 behind each other, as local response normalisation comes from PyTorch; sums 0+2, 1+3, then 0+2+4, 1+3+5, then 2+4, 3+5.
        var network = new OnnxWriter().Input("x", Float, -1, 1, 3, -1, -1).Node(
            "AveragePool", ["x"], ["y"], Numbers("kernel_shape", 3, 1, 1), Numbers("pads", 1, 0, 0, 1, 0, 0), Attribute("count_include_pad", counted)).Output("y").Load();
        var result = Run(network, Count(1, 1, 3, 1, 2))[0];
        Assert.Equal([1, 1, 3, 1, 2], result.Shape);
        float[] sums = [2, 4, 6, 9, 6, 8];
        float[] numbers = counted == 1 ? [3, 3, 3, 3, 3, 3] : [2, 2, 3, 3, 2, 2];
        Assert.All(sums.Zip(numbers, (s, n) => s / n).Zip(result.Data), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Transposed_convolutions_spread_elements()
    {
        var input = new OnnxWriter().Input("x", Float, 1, 1, 1, 2).Initialiser(Floats("w", [1, 1, 1, 3], 1, 10, 100)).Initialiser(Floats("b", [1], 0.5f));
        Check([0.5f, 0.5f, 1.5f, 10.5f, 100.5f], input.Node("ConvTranspose", ["x", "w", "b"], ["y"], Numbers("strides", 1, 2)), [1, 1, 1, 2]);
    }

    [Fact]
    public void Transposed_convolutions_have_groups_pads_and_dilations()
    {
        // Two groups; each pixel becomes 2x2 of its channel's weights.
        var model = new OnnxWriter().Input("x", Float, 1, 2, 1, 1).Initialiser(Floats("w", [2, 2, 2, 2], 1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 7, 8, 1, 1, 1, 1));
        Check(
            [0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8, 1, 1, 1, 1],
            model.Node("ConvTranspose", ["x", "w"], ["y"], Attribute("group", 2), Numbers("strides", 2, 2)), [1, 2, 1, 1]);
        var line = new OnnxWriter().Input("x", Float, 1, 1, 1, 3).Initialiser(Floats("w", [1, 1, 1, 2], 1, 10));
        Check([0, 1, 2, 10], line.Node("ConvTranspose", ["x", "w"], ["a"], Numbers("dilations", 1, 2), Numbers("pads", 0, 0, 0, 1)).Node("Identity", ["a"], ["y"]), [1, 1, 1, 3]);
    }

    private static OnnxWriter Volume() => new OnnxWriter().Input("x", Float, 1, 1, 2, 3, 3);
}
