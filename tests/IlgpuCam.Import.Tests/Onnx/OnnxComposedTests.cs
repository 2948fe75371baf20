using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Operators that become several here, each computed by hand; and all of it written as ONNX again.</summary>
public sealed class OnnxComposedTests
{
    [Fact]
    public void A_choice_may_depend_on_the_image()
    {
        // Above 2: itself; else less 10. Then only where it is not 4.
        var model = Matrix().Initialiser(Floats("two", [], 2)).Initialiser(Floats("four", [], 4)).Initialiser(Floats("ten", [], 10)).Node("Greater", ["x", "two"], ["above"])
            .Node("Sub", ["x", "ten"], ["low"]).Node("Where", ["above", "x", "low"], ["chosen"]).Node("Equal", ["x", "four"], ["is"]).Node("Not", ["is"], ["not"])
            .Node("And", ["not", "above"], ["mask"]).Node("Or", ["mask", "is"], ["any"]).Node("Xor", ["any", "is"], ["same"])
            .Node("Cast", ["same"], ["number"], Attribute("to", 1)).Node("Mul", ["chosen", "number"], ["y"]);
        Check([0, 0, 0, 3, 0, 5], model, [2, 3]);
    }

    [Fact]
    public void Numbers_become_integers_towards_zero_and_truth_values()
    {
        var half = Floats("half", [], -0.75f);
        Check([0, 0, -1, -2, -3, -3], Matrix().Initialiser(half).Node("Mul", ["x", "half"], ["h"]).Node("Cast", ["h"], ["i"], Attribute("to", OnnxWriter.Int64)).Node("Cast", ["i"], ["y"], Attribute("to", 1)), [2, 3]);
        Check([0, 1, 1], Vector(3).Node("Cast", ["x"], ["b"], Attribute("to", Bool)).Node("Cast", ["b"], ["y"], Attribute("to", 1)), 3);
    }

    [Fact]
    public void Signs_and_rests_are_found()
    {
        Check([-1, 0, 1], Shifted("Sign"), 3);
        Check([-1, 0, 1], Vector(3).Initialiser(Floats("c", [], -3)).Node("Add", ["x", "o"], ["z"]).Initialiser(Floats("o", [3], -4, 2, -1)).Node("Mod", ["z", "c"], ["y"], Attribute("fmod", 1)), 3);
        Check([-1, 0, -2], Vector(3).Initialiser(Floats("c", [], -3)).Node("Add", ["x", "o"], ["z"]).Initialiser(Floats("o", [3], -4, 2, -1)).Node("Mod", ["z", "c"], ["y"]), 3);
    }

    [Fact]
    public void Rests_of_integers_have_the_sign_of_the_divisor()
    {
        var model = Vector(4).Initialiser(Int64s("a", [4], -7, 7, -7, 6)).Initialiser(Int64s("b", [4], 3, -3, -3, 3)).Node("Mod", ["a", "b"], ["m"])
            .Node("Cast", ["m"], ["f"], Attribute("to", 1)).Node("Add", ["x", "f"], ["y"]);
        Check([2, -1, 1, 3], model, 4);
    }

    [Fact]
    public void Places_of_extremes_are_the_first_or_the_last()
    {
        var model = Matrix().Initialiser(Floats("z", [], 3.5f)).Node("Min", ["x", "z"], ["m"]);
        Check([2, 1], model.Node("ArgMax", ["m"], ["i"], Attribute("axis", 1), Attribute("keepdims", 0)).Node("Cast", ["i"], ["y"], Attribute("to", 1)), [2, 3]);
        model = Matrix().Initialiser(Floats("z", [], 3.5f)).Node("Min", ["x", "z"], ["m"]);
        Check([2, 2], model.Node("ArgMax", ["m"], ["i"], Attribute("axis", -1), Attribute("select_last_index", 1)).Node("Cast", ["i"], ["y"], Attribute("to", 1)), [2, 3]);
        Check([0, 0, 0], Matrix().Node("ArgMin", ["x"], ["i"]).Node("Cast", ["i"], ["y"], Attribute("to", 1)), [2, 3]);
    }

    [Fact]
    public void Running_sums_go_both_ways_with_and_without_the_element()
    {
        Check([0, 1, 3, 3, 7, 12], Matrix().Initialiser(Int64s("a", [], 1)).Node("CumSum", ["x", "a"], ["y"]), [2, 3]);
        Check([3, 4, 5, 0, 0, 0], Matrix().Initialiser(Int64s("a", [1], -2)).Node("CumSum", ["x", "a"], ["y"], Attribute("exclusive", 1), Attribute("reverse", 1)), [2, 3]);
    }

    [Fact]
    public void Triangles_of_matrices_are_kept()
    {
        Check([0, 1, 2, 0, 4, 5], Matrix().Node("Trilu", ["x"], ["y"]), [2, 3], 14);
        Check([0, 1, 0, 3, 4, 5], Matrix().Initialiser(Int64s("k", [], 1)).Node("Trilu", ["x", "k"], ["y"], Attribute("upper", 0)), [2, 3], 14);
    }

    [Fact]
    public void Norms_along_an_axis_are_divided_by()
    {
        Check([0, 1 / 3f, 2 / 3f, 0.25f, 1 / 3f, 5 / 12f], Matrix().Node("LpNormalization", ["x"], ["y"], Attribute("p", 1)), [2, 3]);
        Check([0, 0.77459667f, 1.54919334f], Vector(3).Initialiser(Floats("s", [3], 1, 1, 1)).Node("RMSNormalization", ["x", "s"], ["y"], Attribute("epsilon", 0f)), 3, 23);
        Check([-0.75f, 0, 0.75f], Shifted("Shrink", Attribute("lambd", 0.5f), Attribute("bias", 0.25f)), 3);
    }

    [Theory]
    [InlineData("ij->ji", new float[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData("ij->", new float[] { 15 })]
    [InlineData("ij", new float[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("...j -> ...", new float[] { 3, 12 })]
    public void Sums_of_one_operand_follow_the_equation(string equation, float[] expected) => Check(expected, Matrix().Node("Einsum", ["x"], ["y"], Attribute("equation", equation)), [2, 3]);

    [Theory]
    [InlineData("ij,kj->ik", new[] { 2, 3 }, new float[] { 2, 3, 5, 9 })]
    [InlineData("ij,kj", new[] { 2, 3 }, new float[] { 2, 3, 5, 9 })]
    [InlineData("ij,jk->ki", new[] { 3, 1 }, new float[] { 2, 5 })]
    [InlineData("ij,ij->j", new[] { 2, 3 }, new float[] { 0, 4, 7 })]
    [InlineData("ij,k->kij", new[] { 2 }, new float[] { 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5 })]
    [InlineData("...j,...j->...", new[] { 3 }, new float[] { 2, 5 })]
    [InlineData("ij,akj->ia", new[] { 1, 2, 3 }, new float[] { 5, 14 })]
    public void Products_follow_the_equation(string equation, int[] shape, float[] expected)
    {
        // Weights 0 0 1, 0 1 1, and so many of them as the shape has.
        float[] weights = [0, 0, 1, 0, 1, 1];
        if (shape.Length == 1)
        {
            weights = shape[0] == 2 ? [0, 1] : [0, 0, 1];
        }
        else if (shape[^1] == 1)
        {
            weights = [0, 0, 1];
        }

        var model = Matrix().Initialiser(Floats("w", [.. shape.Select(l => (long)l)], weights)).Node("Einsum", ["x", "w"], ["y"], Attribute("equation", equation));
        Check(expected, model, [2, 3]);
    }

    [Fact]
    public void Equations_that_are_not_supported_are_named() =>
        Assert.Contains("'ii->i'", new OnnxWriter().Input("x", Float, 2, 2).Node("Einsum", ["x"], ["y"], Attribute("equation", "ii->i")).Output("y").Error(), StringComparison.Ordinal);

    [Fact]
    public void Elements_are_gathered_one_by_one()
    {
        Check([3, 1, 5, -3], Matrix().Initialiser(Int64s("i", [2, 2], 1, 0, -1, -2)).Node("GatherElements", ["x", "i"], ["a"], Attribute("axis", 0)).Initialiser(Floats("d", [2, 2], 0, 0, 2, -4))
            .Node("Add", ["a", "d"], ["y"]), [2, 3]);
        Check([2, 3], Matrix().Initialiser(Int64s("i", [2, 2], 0, 2, 1, -3)).Node("GatherND", ["x", "i"], ["y"]), [2, 3]);
        Check([3, 4, 5, 0, 1, 2], Matrix().Initialiser(Int64s("i", [2, 1], 1, 0)).Node("GatherND", ["x", "i"], ["y"]), [2, 3]);
        Check([1, 5], Matrix().Initialiser(Int64s("i", [2, 1], 1, 2)).Node("GatherND", ["x", "i"], ["y"], Attribute("batch_dims", 1)), [2, 3]);
        Assert.Contains("there is no place 3 among 3", Matrix().Initialiser(Int64s("i", [1, 2], 0, 3)).Node("GatherND", ["x", "i"], ["y"]).Output("y").Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_constants_are_replaced()
    {
        var model = Matrix().Initialiser(Floats("c", [2, 3], 0, 0, 0, 9, 9, 9)).Initialiser(Int64s("i", [1, 2], 1, -1)).Initialiser(Floats("u", [1], 7)).Node("ScatterND", ["c", "i", "u"], ["w"])
            .Node("Add", ["x", "w"], ["y"]);
        Check([0, 1, 2, 12, 13, 12], model, [2, 3]);
    }

    [Fact]
    public void A_normalisation_in_training_goes_by_its_own_statistics()
    {
        var model = new OnnxWriter().Input("x", Float, 2, 2).Initialiser(Floats("s", [2], 1, 2)).Initialiser(Floats("b", [2], 0, 1)).Initialiser(Floats("m", [2], 10, 10))
            .Initialiser(Floats("v", [2], 0, 0)).Node("BatchNormalization", ["x", "s", "b", "m", "v"], ["n", "mean", "variance"], Attribute("training_mode", 1), Attribute("epsilon", 0f))
            .Node("Concat", ["mean", "variance"], ["c"], Attribute("axis", 0)).Output("c").Node("Identity", ["n"], ["y"]);
        Check([-1, -1, 1, 3], model, [2, 2], 15);
        Assert.Equal([9.1f, 9.2f, 0.1f, 0.1f], Run(model.Load(15), Count(2, 2))[0].Data.Select(v => MathF.Round(v, 4)));
    }

    [Fact]
    public void Reductions_over_nothing_still_take_squares_and_logarithms()
    {
        Check([0, 1, 4], Vector(3).Node("ReduceSumSquare", ["x"], ["y"], Attribute("noop_with_empty_axes", 1)), 3, 18);
        Check([0, 1, 2], Vector(3).Node("ReduceL2", ["x"], ["y"], Attribute("noop_with_empty_axes", 1)), 3, 18);
        Check([float.NegativeInfinity, 0, 0.69314718f], Vector(3).Node("ReduceLogSum", ["x"], ["y"], Attribute("noop_with_empty_axes", 1)), 3, 18);
        Check([0, 1, 2], Vector(3).Node("ReduceMax", ["x"], ["y"], Attribute("noop_with_empty_axes", 1)), 3, 18);
    }

    [Fact]
    public void Weights_that_other_layers_compute_are_constants()
    {
        // A product of matrices as the weights of a convolution.
        var model = new OnnxWriter().Input("x", Float, 1, 2, 1, 2).Initialiser(Floats("a", [1, 3], 1, 2, 3)).Initialiser(Floats("b", [3, 2], 1, 0, 0, 1, 1, 1)).Node("MatMul", ["a", "b"], ["w"])
            .Initialiser(Int64s("s", [4], 1, 2, 1, 1)).Node("Reshape", ["w", "s"], ["k"]).Node("Conv", ["x", "k"], ["y"]);
        Check([10, 19], model, [1, 2, 1, 2]);
    }

    private static OnnxWriter Shifted(string op, params ReadOnlySpan<Protobuf.WireWriter> attributes) =>
        Vector(3).Initialiser(Floats("one", [], -1)).Node("Add", ["x", "one"], ["z"]).Node(op, ["z"], ["y"], attributes);
}
