using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Operators that move elements, and matrix products, from ONNX graphs to numbers.</summary>
public class OnnxMovementTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(18)]
    public void Every_used_part_of_a_split_is_a_slice(int operatorSet)
    {
        var model = new OnnxWriter().Input("x", Float, 1, 5, 2);
        _ = operatorSet switch
        {
            11 => model.Node("Split", ["x"], ["a", "b", "c"], Attribute("axis", 1), Numbers("split", 2, 2, 1)),
            13 => model.Initialiser(Int64s("parts", [3], 2, 2, 1)).Node("Split", ["x", "parts"], ["a", "b", "c"], Attribute("axis", -2)),
            _ => model.Node("Split", ["x"], ["a", "b", "c"], Attribute("axis", 1), Attribute("num_outputs", 3)),
        };
        var results = Run(model.Output("c").Output("a").Load(operatorSet), Count(1, 5, 2));
        Assert.Equal([8f, 9], results[0].Data);
        Assert.Equal([0f, 1, 2, 3], results[1].Data);
        Assert.Equal([1, 2, 2], results[1].Shape);
    }

    [Fact]
    public void Empty_values_go_through()
    {
        var network = new OnnxWriter().Input("x", Float, 0, 3, 2).Initialiser(Int64s("shape", [3], 3, 2, 0)).Initialiser(Int64s("parts", [3], 1, 0, 2))
            .Initialiser(Int64s("start", [1], 9)).Initialiser(Int64s("one", [1], 1)).Initialiser(Int64s("repeats", [3], 4, 1, 2)).Initialiser(Floats("w", [2, 4], new float[8]))
            .Initialiser(Int64s("pads", [6], 0, 1, 0, 0, 0, 0)).Initialiser(Floats("scales", [3], 1, 2, 1))
            .Node("Reshape", ["x", "shape"], ["a"], Attribute("allowzero", 1)).Node("Split", ["x", "parts"], ["b", "c", "d"], Attribute("axis", 1))
            .Node("Slice", ["x", "start", "start", "one"], ["e"]).Node("Tile", ["x", "repeats"], ["f"]).Node("MatMul", ["x", "w"], ["g"])
            .Node("Pad", ["x", "pads"], ["h"], Attribute("mode", "edge")).Node("Resize", ["x", "", "scales"], ["i"]).Node("Transpose", ["x"], ["j"])
            .Node("Concat", ["b", "d"], ["k"], Attribute("axis", 1))
            .Output("a").Output("c").Output("e").Output("f").Output("g").Output("h").Output("i").Output("j").Output("k").Load(14);
        var results = Run(network, Count(0, 3, 2));
        Assert.Equal(
            ["3x2x0", "0x0x2", "0x0x2", "0x3x4", "0x3x4", "0x4x2", "0x6x2", "2x3x0", "0x3x2"], results.Select(r => r.Shape.ToString()));
        Assert.All(results, r => Assert.Empty(r.Data));
    }

    [Fact]
    public void Parts_of_no_length_are_empty_and_places_outside_are_clamped()
    {
        var network = new OnnxWriter().Input("x", Float, 3).Initialiser(Int64s("parts", [3], 0, 3, 0)).Initialiser(Int64s("start", [1], -100)).Initialiser(Int64s("end", [1], 1000))
            .Node("Split", ["x", "parts"], ["a", "b", "c"]).Node("Slice", ["x", "start", "end"], ["d"]).Node("Slice", ["x", "end", "end"], ["e"])
            .Output("a").Output("b").Output("c").Output("d").Output("e").Load();
        Assert.Equal(["", "0 1 2", "", "0 1 2", ""], Run(network, Count(3)).Select(r => string.Join(' ', r.Data)));
    }

    [Fact]
    public void Channels_are_shuffled()
    {
        var network = new OnnxWriter().Input("x", Float, -1, 6, 2, 2).Initialiser(Int64s("apart", [5], 0, 2, 3, 2, 2)).Initialiser(Int64s("together", [4], 0, 6, 2, 2))
            .Node("Reshape", ["x", "apart"], ["a"]).Node("Transpose", ["a"], ["b"], Numbers("perm", 0, 2, 1, 3, 4)).Node("Reshape", ["b", "together"], ["y"])
            .Output("y").Load();
        var y = Run(network, Count(2, 6, 2, 2))[0];
        Assert.Equal([0f, 12, 4, 16, 8, 20, 24, 36, 28, 40, 32, 44], Enumerable.Range(0, 12).Select(c => y.Data[c * 4]));
    }

    [Fact]
    public void A_convolution_over_a_line_is_one_over_a_map_of_one_row()
    {
        var network = new OnnxWriter().Input("x", Float, 1, 2, 5).Initialiser(Floats("w", [1, 2, 3], 1, 2, 3, 0, 0, 1)).Initialiser(Floats("b", [1], 100))
            .Node("Conv", ["x", "w", "b"], ["a"], Numbers("pads", 1, 0), Numbers("strides", 2), Numbers("kernel_shape", 3))
            .Node("MaxPool", ["a"], ["y"], Numbers("kernel_shape", 2)).Node("GlobalAveragePool", ["a"], ["z"]).Output("a").Output("y").Output("z").Load();
        var results = Run(network, Count(1, 2, 5));
        Assert.Equal([109f, 122], results[0].Data);
        Assert.Equal([1, 1, 2], results[0].Shape);
        Assert.Equal(122, Assert.Single(results[1].Data));
        Assert.Equal([1, 1, 1], results[2].Shape);
        Assert.Equal(115.5f, Assert.Single(results[2].Data));
    }

    [Fact]
    public void A_window_over_four_axes_is_refused_by_name() => Assert.Contains(
        "node 'node0' (MaxPool): one or two spatial axes were expected, found 4",
        new OnnxWriter().Input("x", Float, 1, 2, 5, 5, 5, 5).Node("MaxPool", ["x"], ["y"], Numbers("kernel_shape", 3, 3, 3, 3)).Output("y").Error(), StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Indices_of_maxima_are_found(bool isColumnMajor)
    {
        var network = new OnnxWriter().Input("x", Float, 1, 2, 3, 3)
            .Node("MaxPool", ["x"], ["y", "i"], Numbers("kernel_shape", 2, 2), Attribute("storage_order", isColumnMajor ? 1 : 0)).Output("y").Output("i").Load();
        var results = Run(network, Count(1, 2, 3, 3));
        Assert.Equal([4f, 5, 7, 8, 13, 14, 16, 17], results[0].Data);
        Assert.Equal(isColumnMajor ? [4f, 7, 5, 8, 13, 16, 14, 17] : [4f, 5, 7, 8, 13, 14, 16, 17], results[1].Data);
    }

    [Fact]
    public void Pads_and_sizes_are_computed_from_the_shape()
    {
        var network = new OnnxWriter().Input("x", Float, 1, 1, -1, 2).Initialiser(Int64s("two", [1], 2)).Initialiser(Int64s("zero", [1], 0)).Initialiser(Int64s("axes", [1], 2))
            .Node("Shape", ["x"], ["shape"]).Node("Gather", ["shape", "two"], ["height"]).Node("Concat", ["zero", "height"], ["pads"], Attribute("axis", 0))
            .Node("Pad", ["x", "pads", "", "axes"], ["a"], Attribute("mode", "edge")).Node("Add", ["shape", "shape"], ["double"])
            .Node("Resize", ["x", "", "", "double"], ["b"], Attribute("mode", "nearest"), Attribute("coordinate_transformation_mode", "asymmetric"), Attribute("nearest_mode", "floor"))
            .Output("a").Load(18);
        foreach (var height in new[] { 1, 3 })
        {
            var y = Run(network, Count(1, 1, height, 2))[0];
            Assert.Equal([1, 1, 2 * height, 2], y.Shape);
            Assert.Equal((2 * height) - 1, y.Data[^1]);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    public void Older_versions_double_by_repeating(int operatorSet)
    {
        var model = new OnnxWriter().Input("x", Float, 1, 1, 1, 2);
        var scales = new Protobuf.WireWriter().Text(1, "scales").Single(7, 1).Single(7, 1).Single(7, 2).Single(7, 2);
        _ = operatorSet < 9
            ? model.Node("Upsample", ["x"], ["y"], scales)
            : model.Initialiser(Floats("s", [4], 1, 1, 2, 2)).Node(operatorSet < 10 ? "Upsample" : "Resize", ["x", "s"], ["y"]);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 1, 1], Run(model.Output("y").Load(operatorSet), Count(1, 1, 1, 2))[0].Data);
    }

    [Theory]
    [InlineData("Resize", "cubic", "mode 'cubic' is not supported")]
    public void A_resize_that_is_not_supported_is_refused_by_name(string op, string mode, string expected) => Assert.Contains(
        expected,
        new OnnxWriter().Input("x", Float, 1, 1, 1, 2).Initialiser(Floats("s", [4], 1, 1, 2, 2)).Node(op, ["x", "", "s"], ["y"], Attribute("mode", mode)).Output("y").Error(),
        StringComparison.Ordinal);

    [Fact]
    public void Gemm_of_two_values_has_its_factors_and_transpositions()
    {
        var network = new OnnxWriter().Input("x", Float, 2, 3).Initialiser(Floats("c", [1], 10))
            .Node("Gemm", ["x", "x", "c"], ["a"], Attribute("transA", 1), Attribute("alpha", 2f), Attribute("beta", 0.5f))
            .Node("Gemm", ["x", "x"], ["b"], Attribute("transB", 1)).Output("a").Output("b").Load();
        var results = Run(network, Count(2, 3));
        Assert.Equal([23f, 29, 35, 29, 39, 49, 35, 49, 63], results[0].Data);
        Assert.Equal([5f, 14, 14, 50], results[1].Data);
    }

    [Fact]
    public void A_layer_on_the_last_of_three_axes_is_one_product()
    {
        var network = new OnnxWriter().Input("x", Float, -1, 3, 2).Initialiser(Floats("w", [2, 2], 1, 10, 2, 20)).Node("MatMul", ["x", "w"], ["y"]).Output("y").Load();
        Assert.IsType<MatrixProduct>(Assert.Single(network.Nodes).Operator);
        var y = Run(network, Count(1, 3, 2))[0];
        Assert.Equal([1, 3, 2], y.Shape);
        Assert.Equal([2f, 20, 8, 80, 14, 140], y.Data);
    }
}
