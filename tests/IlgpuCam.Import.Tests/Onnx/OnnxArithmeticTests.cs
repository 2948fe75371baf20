using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>What the versions of ONNX differ in, and what becomes of operators that are several here; and all of it written as ONNX again.</summary>
public sealed class OnnxArithmeticTests
{
    [Fact]
    public void Variadic_operators_take_one_to_many_inputs()
    {
        foreach (var (op, one, three) in new (string Op, float[] One, float[] Three)[]
        {
            ("Sum", [0, 1, 2], [11, 12, 13]), ("Mean", [0, 1, 2], [11 / 3f, 4, 13 / 3f]), ("Min", [0, 1, 2], [0, 1, 1]), ("Max", [0, 1, 2], [10, 10, 10]),
        })
        {
            Check(one, Vector(3).Node(op, ["x"], ["y"]), 3);
            Check(three, Vector(3).Initialiser(Floats("a", [1], 1)).Initialiser(Floats("b", [], 10)).Node(op, ["x", "a", "b"], ["y"]), 3);
        }
    }

    [Theory]
    [InlineData(1, new float[] { 0, 1, 2 })]
    [InlineData(2, new float[] { 0, 1, 4 })]
    [InlineData(3, new float[] { 0, 1, 8 })]
    [InlineData(0.5f, new[] { 0, 1, 1.41421356f })]
    [InlineData(-1, new[] { float.PositiveInfinity, 1, 0.5f })]
    public void Powers_take_exponents_of_any_type(float exponent, float[] expected)
    {
        Check(expected, Vector(3).Initialiser(Floats("e", [], exponent)).Node("Pow", ["x", "e"], ["y"]), 3);
        if (exponent == MathF.Floor(exponent))
        {
            Check(expected, Vector(3).Initialiser(Int64s("e", [1], (long)exponent)).Node("Pow", ["x", "e"], ["y"]), 3);
        }
    }

    [Theory]
    [InlineData("LeakyRelu", -0.02f)]
    [InlineData("Elu", -0.86466472f)]
    [InlineData("Selu", -1.52016647f)]
    [InlineData("Celu", -0.86466472f)]
    [InlineData("ThresholdedRelu", 0)]
    [InlineData("Softplus", 0.12692801f)]
    [InlineData("Softsign", -2 / 3f)]
    [InlineData("Mish", -0.25250148f)]
    [InlineData("Swish", -0.23840584f)]
    [InlineData("Gelu", -0.04550026f)]
    [InlineData("Tanh", -0.96402758f)]
    [InlineData("Erf", -0.99532227f)]
    [InlineData("Exp", 0.13533528f)]
    [InlineData("Neg", 2)]
    [InlineData("Abs", 2)]
    [InlineData("Reciprocal", -0.5f)]
    [InlineData("Sin", -0.90929743f)]
    [InlineData("Cos", -0.41614684f)]
    [InlineData("HardSigmoid", 0.1f)]
    [InlineData("HardSwish", -1 / 3f)]
    public void Functions_have_their_default_parameters(string op, float expected) =>
        Check([expected], Vector(1).Initialiser(Floats("c", [], -2)).Node("Add", ["x", "c"], ["z"]).Node(op, ["z"], ["y"]), 1, 24);

    [Fact]
    public void Gelu_has_an_approximation()
    {
        Check([0, 0.84119199f, 1.95459771f], Vector(3).Node("Gelu", ["x"], ["y"], Attribute("approximate", "tanh")), 3, 20);
        Assert.Contains("found 'sine'", Vector(3).Node("Gelu", ["x"], ["y"], Attribute("approximate", "sine")).Output("y").Error(20), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mask_of_dropout_is_true_everywhere()
    {
        Check([0, 1, 2], Vector(3).Node("Dropout", ["x"], ["y", "mask"]).Output("mask"), 3);
        var network = Vector(3).Node("Dropout", ["x"], ["y", "mask"]).Output("y").Output("mask").Load(10);
        Assert.Equal([1, 1, 1], Run(network, Count(3))[1].Data);
    }

    [Fact]
    public void Axes_of_a_reduction_are_attributes_and_later_inputs()
    {
        Check([3, 12], Matrix().Node("ReduceSum", ["x"], ["y"], Numbers("axes", 1), Attribute("keepdims", 0)), [2, 3], 11);
        Check([3, 5, 7], Matrix().Initialiser(Int64s("a", [1], 0)).Node("ReduceSum", ["x", "a"], ["y"]), [2, 3], 13);
        Check([0, 3], Matrix().Node("ReduceMin", ["x"], ["y"], Numbers("axes", -1)), [2, 3], 17);
        Check([2, 5], Matrix().Initialiser(Int64s("a", [1], -1)).Node("ReduceMax", ["x", "a"], ["y"]), [2, 3], 18);
        Check([15], Matrix().Node("ReduceL1", ["x"], ["y"]), [2, 3], 18);
        Check([0, 1, 2, 3, 4, 5], Matrix().Node("ReduceSum", ["x"], ["y"], Attribute("noop_with_empty_axes", 1)), [2, 3], 13);
    }

    [Theory]
    [InlineData(18, new float[] { 1, 1 }, new float[] { 0, 10 })]
    [InlineData(21, new float[] { 1, 1, 1, 1 }, new float[] { 0, 0, 10, 10 })]
    public void Group_normalisation_has_parameters_a_group_or_a_channel(int version, float[] scale, float[] bias) => Check(
        [-1.3416402f, -0.4472134f, 0.4472134f, 1.3416402f, 8.6583598f, 9.5527866f, 10.4472134f, 11.3416402f],
        new OnnxWriter().Input("x", Float, 1, 4, 2).Initialiser(Floats("s", [scale.Length], scale)).Initialiser(Floats("b", [bias.Length], bias))
            .Node("GroupNormalization", ["x", "s", "b"], ["y"], Attribute("num_groups", 2)),
        [1, 4, 2], version);

    [Fact]
    public void Instance_normalisation_is_a_group_a_channel() => Check(
        [-0.99998f, 0.99998f, 8.00004f, 11.99996f],
        new OnnxWriter().Input("x", Float, 1, 2, 2).Initialiser(Floats("s", [2], 1, 2)).Initialiser(Floats("b", [2], 0, 10)).Node("InstanceNormalization", ["x", "s", "b"], ["y"]),
        [1, 2, 2]);

    [Fact]
    public void Layer_normalisation_takes_parameters_of_other_shapes()
    {
        float[] plain = [-1.2247356f, 0, 1.2247356f, -1.2247356f, 0, 1.2247356f];
        Check(Array.ConvertAll(plain, v => (2 * v) + 1), Matrix().Initialiser(Floats("s", [1], 2)).Initialiser(Floats("b", [1, 1], 1)).Node("LayerNormalization", ["x", "s", "b"], ["y"]), [2, 3], 17);
        Check(plain, Matrix().Initialiser(Floats("s", [1, 3], 1, 1, 1)).Node("LayerNormalization", ["x", "s"], ["y"]), [2, 3], 17);
        Check([-1.2247356f, 0, 1.2247356f, -3.6742067f, 0, 3.6742067f], Matrix().Initialiser(Floats("s", [2, 1], 1, 3)).Node("LayerNormalization", ["x", "s"], ["y"]), [2, 3], 17);
    }

    [Fact]
    public void Mean_and_variance_are_normalised() => Check(
        [-1, 1, -1, 1], new OnnxWriter().Input("x", Float, 1, 2, 1, 2).Node("MeanVarianceNormalization", ["x"], ["y"]), [1, 2, 1, 2]);

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void Logarithms_of_softmax_take_axes_together_in_old_versions(int version)
    {
        float[] expected = version == 11 ? [-3.4401897f, -2.4401897f, -1.4401897f, -0.4401897f] : [-1.3132617f, -0.3132617f, -1.3132617f, -0.3132617f];
        Check(expected, new OnnxWriter().Input("x", Float, 1, 2, 2).Node("LogSoftmax", ["x"], ["y"]), [1, 2, 2], version);
    }

    [Fact]
    public void Conditions_of_constants_choose()
    {
        var model = Vector(3).Initialiser(Floats("a", [3], 1, 2, 3)).Initialiser(Floats("b", [], 2));
        foreach (var (op, expected) in new (string, float[])[]
        {
            ("Less", [0, 2, 2]), ("LessOrEqual", [0, 1, 2]), ("Greater", [2, 2, 2]), ("GreaterOrEqual", [2, 1, 2]), ("Equal", [2, 1, 2]),
        })
        {
            var copy = Vector(3).Initialiser(Floats("a", [3], 1, 2, 3)).Initialiser(Floats("b", [], 2));
            float[] kept = op switch
            {
                "Less" => [0, 2, 2],
                "LessOrEqual" => [0, 1, 2],
                "Greater" => [2, 2, 2],
                "GreaterOrEqual" => [2, 1, 2],
                _ => [2, 1, 2],
            };
            Check(kept, copy.Node(op, ["a", "b"], ["c"]).Node("Where", ["c", "x", "b"], ["y"]), 3);
            Assert.Equal(expected, kept);
        }

        Check([2, 1, 2], model.Node("Less", ["a", "b"], ["c"]).Node("Not", ["c"], ["d"]).Node("And", ["d", "d"], ["e"]).Node("Where", ["e", "x", "b"], ["y"]), 3);
    }

    [Fact]
    public void Quantised_weights_are_floats_again()
    {
        var model = Matrix().Initialiser(Tensor("q", 3, [2, 3]).Bytes(9, [1, 2, 3, 255, 254, 253])).Initialiser(Floats("s", [2], 0.5f, 2))
            .Initialiser(Tensor("z", 3, [2]).Bytes(9, [0, 1])).Node("DequantizeLinear", ["q", "s", "z"], ["w"], Attribute("axis", 0)).Node("Mul", ["x", "w"], ["y"]);
        Check([0, 1, 3, -12, -24, -40], model, [2, 3]);
    }

    [Fact]
    public void Blocks_of_quantised_weights_have_a_scale_each()
    {
        var model = Matrix().Initialiser(Tensor("q", 2, [2, 3]).Bytes(9, [1, 2, 3, 4, 5, 6])).Initialiser(Floats("s", [2, 2], 1, 10, 100, 1000))
            .Node("DequantizeLinear", ["q", "s"], ["w"], Attribute("axis", 1), Attribute("block_size", 2)).Node("Add", ["x", "w"], ["y"]);
        Check([1, 3, 32, 403, 504, 6005], model, [2, 3], 21);
    }

    [Fact]
    public void Quantised_values_are_rounded_and_bounded()
    {
        // x / 0.5 + 250 with halves to even; above 255 it is 255.
        var model = Vector(5).Initialiser(Floats("s", [], 0.8f)).Initialiser(Tensor("z", 2, []).Bytes(9, [252])).Node("QuantizeLinear", ["x", "s", "z"], ["q"])
            .Node("DequantizeLinear", ["q", "s", "z"], ["y"]);
        Check([0, 0.8f, 1.6f, 2.4f, 2.4f], model, 5);
        Check([0, 2, 4, 6, 8], Vector(5).Initialiser(Floats("s", [], 0.5f)).Node("QuantizeLinear", ["x", "s"], ["y"]), 5);
        Check(
            [0, 0, 2, 2, 2, 2], Matrix().Initialiser(Floats("s", [3], 1, 2, 1)).Initialiser(Tensor("z", 3, [3]).Bytes(9, [0, 0, 0]))
                .Node("Clip", ["x", "", "m"], ["c"]).Initialiser(Floats("m", [], 2)).Node("QuantizeLinear", ["c", "s", "z"], ["q"], Attribute("axis", -1))
                .Node("DequantizeLinear", ["q", "s", "z"], ["y"], Attribute("axis", -1)),
            [2, 3]);
    }
}
