using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>What single ONNX operators are translated into, over the versions in which they changed.</summary>
public class OnnxOperatorsTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(25)]
    public void Clip_takes_its_bounds_from_attributes_or_inputs(int operatorSet)
    {
        var model = Image();
        _ = operatorSet < 11
            ? model.Node("Clip", ["x"], ["y"], Attribute("min", -1f), Attribute("max", 6f))
            : model.Initialiser(Floats("low", [], -1)).Initialiser(Floats("high", [1], 6)).Node("Clip", ["x", "low", "high"], ["y"]);
        Assert.Equal(new Activate(Activation.Clip(-1, 6)), Single(model.Output("y").Load(operatorSet)).Operator);
    }

    [Fact]
    public void Clip_without_a_bound_is_open_there()
    {
        var model = Image().Initialiser(Floats("high", [], 1)).Node("Clip", ["x", "", "high"], ["y"]).Output("y");
        Assert.Equal(new Activate(Activation.Clip(float.NegativeInfinity, 1)), Single(model.Load()).Operator);
    }

    [Fact]
    public void Pooling_takes_every_attribute_of_its_window()
    {
        var network = Image().Node(
            "AveragePool", ["x"], ["y"], Numbers("kernel_shape", 3, 2), Numbers("strides", 2, 1), Numbers("dilations", 1, 2),
            Numbers("pads", 1, 0, 2, 1), Attribute("ceil_mode", 1), Attribute("count_include_pad", 1)).Output("y").Load(19);
        Assert.Equal(new AveragePool2d(new(new(3, 2), new(2, 1), new(1, 2), new(1, 0, 2, 1), Ceil: true), CountIncludePad: true), Single(network).Operator);
    }

    [Fact]
    public void Automatic_padding_is_kept_for_every_input_size()
    {
        var network = Image().Node("MaxPool", ["x"], ["y"], Numbers("kernel_shape", 3, 3), Numbers("strides", 2, 2), Attribute("auto_pad", "SAME_LOWER"))
            .Output("y").Load();
        Assert.Equal(AutoPad.SameLower, ((MaxPool2d)Single(network).Operator).Window.AutoPad);
        Assert.Equal([1, 2, 3, 4], Infer(network, [1, 2, 5, 7]).Values["y"].Shape);
    }

    [Fact]
    public void Softmax_before_version_13_takes_all_later_axes_together()
    {
        var model = Image().Node("Softmax", ["x"], ["y"]).Output("y");
        var old = Infer(model.Load(12), [2, 3, 1, 1]);
        Assert.Equal(["flatten", "softmax", "reshape"], old.Nodes.Select(n => n.Operator.Kind));
        Assert.Equal([2, 3, 1, 1], old.Values["y"].Shape);
        Assert.Equal(new Softmax(-1), Single(Image().Node("Softmax", ["x"], ["y"]).Output("y").Load(13)).Operator);
        var flat = new OnnxWriter().Input("x", Float, -1, 3).Node("Softmax", ["x"], ["y"]).Output("y").Load(12);
        Assert.Equal(new Softmax(-1), Single(flat).Operator);
    }

    [Theory]
    [InlineData(13, 2, 3)]
    [InlineData(18, -1, -2)]
    [InlineData(18, 3, -2)]
    public void A_reduction_over_both_spatial_axes_is_global_pooling(int operatorSet, long first, long second)
    {
        var model = Image();
        _ = operatorSet < 18
            ? model.Node("ReduceMax", ["x"], ["y"], Numbers("axes", first, second), Attribute("keepdims", 0))
            : model.Initialiser(Int64s("axes", [2], first, second)).Node("ReduceMax", ["x", "axes"], ["y"], Attribute("keepdims", 0));
        Assert.Equal(new GlobalPool(PoolingKind.Max, KeepDimensions: false), Single(model.Output("y").Load(operatorSet)).Operator);
    }

    [Fact]
    public void A_reduction_over_other_axes_keeps_them()
    {
        var reduce = (Reduce)Single(Image().Node("ReduceMean", ["x"], ["y"], Numbers("axes", 1)).Output("y").Load()).Operator;
        Assert.Equal((ReductionKind.Mean, true), (reduce.Reduction, reduce.KeepDimensions));
        Assert.Equal(1, Assert.Single(reduce.Axes));
    }

    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(true, 2, 0.5f)]
    public void Gemm_becomes_rows_of_weights_with_its_factors(bool isTransposed, float alpha, float beta)
    {
        // Weights of two rows (1 2 3) and (4 5 6), stored either way.
        var weights = isTransposed ? Floats("w", [2, 3], 1, 2, 3, 4, 5, 6) : Floats("w", [3, 2], 1, 4, 2, 5, 3, 6);
        var network = new OnnxWriter().Input("x", Float, -1, 3).Initialiser(weights).Initialiser(Floats("b", [1, 2], 10, 20))
            .Node("Gemm", ["x", "w", "b"], ["y"], Attribute("transB", isTransposed ? 1 : 0), Attribute("alpha", alpha), Attribute("beta", beta)).Output("y").Load();
        var node = Single(network);
        Assert.Equal(new FullyConnected(), node.Operator);
        Assert.Equal([2, 3], network.Constants[node.Inputs[1]].Shape);
        Assert.Equal([alpha, 2 * alpha, 3 * alpha, 4 * alpha, 5 * alpha, 6 * alpha], network.Constants[node.Inputs[1]].ToFloats());
        Assert.Equal([10 * beta, 20 * beta], network.Constants[node.Inputs[2]].ToFloats());
    }

    [Fact]
    public void A_matrix_product_and_a_sum_become_one_layer_that_keeps_the_result_name()
    {
        var network = new OnnxWriter().Input("x", Float, -1, 2).Initialiser(Floats("w", [2, 3], 1, 2, 3, 4, 5, 6)).Initialiser(Floats("b", [3], 7, 8, 9))
            .Node("MatMul", ["x", "w"], ["product"]).Node("Add", ["b", "product"], ["y"]).Output("y").Load();
        var node = Single(network);
        Assert.Equal((new FullyConnected(), "y"), ((FullyConnected)node.Operator, node.Output));
        Assert.Equal([1f, 4, 2, 5, 3, 6], network.Constants[node.Inputs[1]].ToFloats());
        Assert.Equal("b", node.Inputs[2]);
    }

    [Fact]
    public void A_reshape_computed_from_the_batch_is_folded_for_every_batch()
    {
        var network = Image().Node("Shape", ["x"], ["shape"]).Initialiser(Int64s("zero", [], 0)).Initialiser(Int64s("rest", [1], -1))
            .Node("Gather", ["shape", "zero"], ["n"]).Node("Unsqueeze", ["n"], ["n1"], Numbers("axes", 0))
            .Node("Concat", ["n1", "rest"], ["target"], Attribute("axis", 0)).Node("Reshape", ["x", "target"], ["y"]).Output("y").Load(12);
        foreach (var batch in new[] { 1, 4 })
        {
            var inferred = Infer(network, [batch, 3, 2, 2]);
            Assert.Equal([batch, 12], inferred.Values["y"].Shape);
            Assert.Equal("y", Assert.Single(inferred.Nodes).Output);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(18)]
    public void Padding_of_a_map_moves_into_the_convolution(int version)
    {
        var model = Image().Initialiser(Floats("w", [1, 3, 3, 3], new float[27]));
        _ = version switch
        {
            2 => model.Node("Pad", ["x"], ["padded"], Numbers("pads", 0, 0, 1, 2, 0, 0, 3, 4)),
            11 => model.Initialiser(Int64s("pads", [8], 0, 0, 1, 2, 0, 0, 3, 4)).Node("Pad", ["x", "pads"], ["padded"]),
            _ => model.Initialiser(Int64s("pads", [4], 1, 2, 3, 4)).Initialiser(Int64s("axes", [2], -2, -1)).Node("Pad", ["x", "pads", "", "axes"], ["padded"]),
        };
        var network = model.Node("Conv", ["padded", "w"], ["y"], Numbers("pads", 1, 1, 1, 1)).Output("y").Load(Math.Max(version, 7));
        Assert.Equal(new Padding2d(2, 3, 4, 5), ((Conv2d)Single(network).Operator).Pads);
    }

    [Fact]
    public void Identity_and_dropout_vanish_and_the_result_keeps_its_name()
    {
        var network = Image().Node("Relu", ["x"], ["a"]).Node("Dropout", ["a"], ["b", "mask"]).Node("Identity", ["b"], ["y"]).Output("y").Load();
        Assert.Equal("y", Single(network).Output);
    }

    [Fact]
    public void A_second_output_that_is_used_is_an_error() => Assert.Contains(
        "node 'node0' (LRN): its output 1 ('mask') is used",
        Image().Node("LRN", ["x"], ["a", "mask"], Attribute("size", 3)).Node("Add", ["a", "mask"], ["y"]).Output("y").Error(),
        StringComparison.Ordinal);

    [Fact]
    public void Every_kind_of_constant_node_is_read()
    {
        var floats = new Protobuf.WireWriter().Text(1, "value_floats").Single(7, 4).Single(7, 5);
        var network = Image()
            .Node("Constant", [], ["a"], Attribute("value", Floats("", [2], 1, 2)))
            .Node("Constant", [], ["b"], Attribute("value_float", 3f))
            .Node("Constant", [], ["c"], floats)
            .Node("Constant", [], ["d"], Attribute("value_int", 6L))
            .Node("Constant", [], ["e"], Numbers("value_ints", 7, 8))
            .Output("a").Output("b").Output("c").Output("d").Output("e").Load();
        Assert.Equal([1f, 2], network.Constants["a"].ToFloats());
        Assert.Equal(3, Assert.Single(network.Constants["b"].ToFloats()));
        Assert.Equal(0, network.Constants["b"].Shape.Rank);
        Assert.Equal([4f, 5], network.Constants["c"].ToFloats());
        Assert.Equal([6], network.Constants["d"].ToInt64());
        Assert.Equal([7, 8], network.Constants["e"].ToInt64());
    }

    [Fact]
    public void A_cast_between_floats_of_an_image_vanishes()
    {
        var network = new OnnxWriter().Input("x", 10, 1, 3, 2, 2).Node("Cast", ["x"], ["a"], Attribute("to", 1L)).Node("Relu", ["a"], ["y"]).Output("y").Load();
        Assert.Equal("x", Assert.Single(Single(network).Inputs));
    }

    [Fact]
    public void Initialisers_that_are_listed_as_inputs_are_constants()
    {
        var network = Image().Input("w", Float, 1, 3, 1, 1).Initialiser(Floats("w", [1, 3, 1, 1], 1, 2, 3)).Node("Conv", ["x", "w"], ["y"]).Output("y").Load();
        Assert.Equal("x", Assert.Single(network.Inputs).Name);
        Assert.Equal([1f, 2, 3], network.Constants["w"].ToFloats());
    }

    [Fact]
    public void Nodes_may_come_in_any_order()
    {
        var network = Image().Node("Relu", ["b"], ["y"]).Node("Sigmoid", ["a"], ["b"]).Node("Relu", ["x"], ["a"]).Output("y").Load();
        Assert.Equal(["a", "b", "y"], network.Nodes.Select(n => n.Output));
    }

    [Fact]
    public void Nodes_that_no_output_needs_are_not_looked_at()
    {
        var network = Image().Node("Relu", ["x"], ["y"]).Node("Unheard", ["x"], ["z"]).Output("y").Load();
        Assert.Equal("y", Single(network).Output);
    }

    private static OnnxWriter Image() => new OnnxWriter().Input("x", Float, -1, 3, 8, 8);

    private static Node Single(Network network) => Assert.Single(network.Nodes);

    private static InferredNetwork Infer(Network network, Shape input) => ShapeInference.Infer(network, new Dictionary<string, Shape> { ["x"] = input });
}
