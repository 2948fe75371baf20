using IlgpuCam.Models.Operators;
using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>If with a condition that is known.</summary>
public class OnnxBranchTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(0, 5)]
    public void The_branch_that_a_constant_chooses_is_inlined(byte condition, float expected)
    {
        var network = Model().Initialiser(Condition(condition)).Node(
            "If", ["condition"], ["y"], Branch("then_branch", Sum("three", 3)), Branch("else_branch", Sum("five", 5))).Output("y").Load();
        Assert.IsType<Add>(Assert.Single(network.Nodes).Operator);
        Assert.Equal([expected, expected + 1], Run(network, Count(1, 2))[0].Data);
    }

    [Fact]
    public void A_branch_reads_values_from_around_it_and_may_hide_names_by_its_own()
    {
        // Both graphs have a value "a"; inner graphs have a "b" each.
        var inner = new OnnxWriter().Initialiser(Floats("b", [1], 100)).Node("Add", ["a", "b"], ["out"]).Output("out");
        var outer = new OnnxWriter().Initialiser(Floats("b", [1], 10)).Node("Add", ["x", "b"], ["a"])
            .Node("If", ["condition"], ["out"], Branch("then_branch", inner), Branch("else_branch", Sum("c", 1))).Output("out");
        var network = Model().Initialiser(Condition(1)).Initialiser(Floats("b", [1], 1))
            .Node("If", ["condition"], ["c"], Branch("then_branch", outer), Branch("else_branch", Sum("d", 2))).Node("Add", ["c", "b"], ["y"]).Output("y").Load();
        Assert.Equal([111f, 112], Run(network, Count(1, 2))[0].Data);
    }

    [Fact]
    public void A_condition_on_a_length_that_the_model_fixes_is_known()
    {
        var network = Model().Initialiser(Int64s("two", [1], 2)).Initialiser(Int64s("one", [1], 1)).Node("Shape", ["x"], ["shape"]).Node("Gather", ["shape", "one"], ["length"])
            .Node("Equal", ["length", "two"], ["condition"])
            .Node("If", ["condition"], ["y"], Branch("then_branch", Sum("three", 3)), Branch("else_branch", Sum("five", 5))).Output("y").Load();
        Assert.Equal([3f, 4], Run(network, Count(1, 2))[0].Data);
    }

    [Fact]
    public void A_condition_that_depends_on_the_input_is_an_error() => Assert.Contains(
        "node 'node0' (If): its condition has to be a constant",
        Model().Node("If", ["x"], ["y"], Branch("then_branch", Sum("three", 3)), Branch("else_branch", Sum("five", 5))).Output("y").Error(), StringComparison.Ordinal);

    [Fact]
    public void A_value_that_a_branch_reads_and_nothing_gives_is_an_error() => Assert.Contains(
        "node 'node0' reads 'nothing'",
        Model().Initialiser(Condition(1)).Node("If", ["condition"], ["y"], Branch("then_branch", new OnnxWriter().Node("Relu", ["nothing"], ["z"]).Output("z")))
            .Output("y").Error(), StringComparison.Ordinal);

    [Fact]
    public void Operators_that_a_branch_lacks_are_listed() => Assert.Contains(
        "operators that are not supported: Unheard (1: 'z')",
        Model().Initialiser(Condition(1)).Node("If", ["condition"], ["y"], Branch("then_branch", Unheard())).Output("y").Error().Replace("node0.z", "z", StringComparison.Ordinal)
            .Replace("'node0'", "'z'", StringComparison.Ordinal), StringComparison.Ordinal);

    private static OnnxWriter Model() => new OnnxWriter().Input("x", Float, -1, 2);

    private static OnnxWriter Unheard() => new OnnxWriter().Node("Unheard", ["x"], ["z"]).Output("z");

    private static OnnxWriter Sum(string name, float value) =>
        new OnnxWriter().Initialiser(Floats(name, [1], value)).Node("Add", ["x", name], ["sum"]).Output("sum");

    private static Protobuf.WireWriter Condition(byte value) => Tensor("condition", Bool, []).Bytes(9, [value]);
}
