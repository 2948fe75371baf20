using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Operators that a model defines itself, as PyTorch's newer exporter writes them.</summary>
public sealed class OnnxFunctionsTests
{
    private const string Own = "pkg.own";

    [Fact]
    public void A_function_is_put_in_the_place_of_its_calls()
    {
        // scaled(a) = a * factor + shift, with a default for the shift; twice = scaled(scaled(a)).
        var scaled = Function(
            "scaled", ["a"], ["r"], 13, Constant("f", "factor"), Constant("s", "shift"), NodeOf(string.Empty, "Mul", "m", ["a", "f"], ["t"]),
            NodeOf(string.Empty, "Add", "s", ["t", "s"], ["r"])).Message(11, Attribute("shift", 1f));
        var twice = Function(
            "twice", ["a"], ["r"], 13, NodeOf(Own, "scaled", "one", ["a"], ["t"], Passed("factor", "factor")), NodeOf(Own, "scaled", "two", ["t"], ["r"], Attribute("factor", 10f)));
        var model = Vector(3).Call(Own, "scaled", ["x"], ["t"], Attribute("factor", 2f), Attribute("shift", 5f)).Call(Own, "twice", ["t"], ["y"], Attribute("factor", 3f));
        Assert.Equal([161f, 221, 281], Run(Load(model, scaled, twice), Count(3))[0].Data);
    }

    [Fact]
    public void A_function_has_its_own_version_of_the_operators()
    {
        // Until version 13 the axes of a sum are an attribute; the model is of version 13.
        var sum = Function("total", ["a"], ["r"], 11, NodeOf(string.Empty, "ReduceSum", "n", ["a"], ["r"], Numbers("axes", 1), Attribute("keepdims", 0)));
        Assert.Equal([3f, 12], Run(Load(Matrix().Call(Own, "total", ["x"], ["y"]), sum), Count(2, 3))[0].Data);
    }

    [Fact]
    public void A_branch_on_the_number_of_axes_is_settled_whatever_the_size()
    {
        var rank = Function(
            "is_scalar", ["a"], ["r"], 18, NodeOf(string.Empty, "Shape", "s", ["a"], ["s"]), NodeOf(string.Empty, "Size", "n", ["s"], ["n"]),
            NodeOf(string.Empty, "Constant", "z", [], ["z"], Attribute("value_int", 0)), NodeOf(string.Empty, "Equal", "e", ["n", "z"], ["r"]));
        var mean = Function(
            "mean", ["a", "axes"], ["r"], 18, NodeOf(Own, "is_scalar", "q", ["a"], ["q"]),
            NodeOf(
                string.Empty, "If", "i", ["q"], ["r"], Branch("then_branch", new OnnxWriter().Node("Identity", ["a"], ["t"]).Output("t")),
                Branch("else_branch", new OnnxWriter().Node("ReduceMean", ["a", "axes"], ["e"], Passed("keepdims", "keep", 2)).Output("e"))));
        var model = new OnnxWriter().Input("x", Float, -1, 2, -1, -1).Initialiser(Int64s("axes", [2], 2, 3)).Call(Own, "mean", ["x", "axes"], ["y"], Attribute("keep", 0));
        Assert.Equal([2.5f, 8.5f], Run(Load(model, rank, mean), Count(1, 2, 2, 3))[0].Data);
    }

    [Fact]
    public void Arguments_may_be_absent_and_results_arguments()
    {
        var clip = Function("bound", ["a", "least", "most"], ["r", "a"], 13, NodeOf(string.Empty, "Clip", "c", ["a", "least", "most"], ["r"]));
        var model = Vector(3).Initialiser(Floats("most", [], 1)).Call(Own, "bound", ["x", "", "most"], ["c", "same"]).Node("Add", ["c", "same"], ["y"]);
        Assert.Equal([0f, 2, 3], Run(Load(model, clip), Count(3))[0].Data);
    }

    [Fact]
    public void Functions_in_a_circle_and_ones_that_explode_end_in_an_error()
    {
        var circle = Function("f", ["a"], ["r"], 13, NodeOf(Own, "f", "again", ["a"], ["r"]));
        Assert.Contains("functions call each other more than 64 deep", Error(Vector(1).Call(Own, "f", ["x"], ["y"]), circle), StringComparison.Ordinal);
        var doubling = Enumerable.Range(0, 40).Select(i => Function(
            $"f{i}", ["a"], ["r"], 13, NodeOf(Own, $"f{i + 1}", "one", ["a"], ["t"]), NodeOf(Own, $"f{i + 1}", "two", ["t"], ["r"]))).ToArray();
        Assert.Contains("functions have more than", Error(Vector(1).Call(Own, "f0", ["x"], ["y"]), doubling), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_that_do_not_fit_and_unknown_operators_are_told()
    {
        var one = Function("f", ["a"], ["r"], 13, NodeOf("pkg.other", "Unheard", "u", ["a"], ["r"]));
        Assert.Contains("at most 1 inputs and 1 outputs were expected, found 2 and 1", Error(Vector(1).Call(Own, "f", ["x", "x"], ["y"]), one), StringComparison.Ordinal);
        Assert.Contains("pkg.other.Unheard (1: 'node0/u')", Error(Vector(1).Call(Own, "f", ["x"], ["y"]), one), StringComparison.Ordinal);
        Assert.Contains("of operator set 5", Error(Vector(1).Call(Own, "g", ["x"], ["y"]), Function("g", ["a"], ["r"], 5)), StringComparison.Ordinal);
    }

    private static WireWriter Function(string name, string[] inputs, string[] outputs, int version, params WireWriter[] nodes)
    {
        var function = new WireWriter().Text(1, name).Text(10, Own).Message(9, new WireWriter().Text(1, string.Empty).Int64(2, version));
        Array.ForEach(inputs, i => function.Text(4, i));
        Array.ForEach(outputs, o => function.Text(5, o));
        Array.ForEach(nodes, n => function.Message(7, n));
        return function;
    }

    private static WireWriter Constant(string output, string attribute) => NodeOf(string.Empty, "Constant", output, [], [output], Passed("value_float", attribute));

    /// <summary>An attribute with the value of one of the function's.</summary>
    private static WireWriter Passed(string name, string attribute, int type = 1) => new WireWriter().Text(1, name).Text(21, attribute).Int64(20, type);

    private static Network Load(OnnxWriter model, params WireWriter[] functions) => OnnxImporter.Load(Bytes(model, functions)).Network;

    private static string Error(OnnxWriter model, params WireWriter[] functions) =>
        Assert.Throws<ModelFormatException>(() => Load(model, functions)).Message;

    private static byte[] Bytes(OnnxWriter model, WireWriter[] functions) => [.. model.Output("y").Build(), .. functions.SelectMany(f => new WireWriter().Message(25, f).ToArray())];
}
