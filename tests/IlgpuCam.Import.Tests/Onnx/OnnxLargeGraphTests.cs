using System.Diagnostics;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>A hundred thousand nodes load in seconds, and what they share is not multiplied: work that grows with the square of the nodes would take hours.</summary>
public sealed class OnnxLargeGraphTests
{
    private const int Count = 100_000;

    /// <summary>Far from what it takes on a slow machine that does other things as well, and from the hours.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    [Fact]
    public void Layers_that_share_a_matrix_get_names_of_their_own()
    {
        var model = new OnnxWriter().Input("v0", Float, 1, 2).Initialiser(Floats("w", [2, 2], 1, 2, 3, 4));
        Chain(model, (from, to) => model.Node("Gemm", [from, "w"], [to]));

        Assert.Equal(Count, Load(model).Constants.Count);
    }

    [Fact]
    public void Convolutions_with_batch_normalisations_that_share_weights_are_folded()
    {
        var model = new OnnxWriter().Input("v0", Float, 1, 1, 1, 1).Initialiser(Floats("w", [1, 1, 1, 1], 2)).Initialiser(Floats("one", [1], 1));
        Chain(
            model,
            (from, to) => model.Node("Conv", [from, "w"], [$"{to}.c"]).Node("BatchNormalization", [$"{to}.c", "one", "one", "one", "one"], [to]),
            count: 20_000);

        Assert.Equal(20_000, Load(model).Nodes.Length);
    }

    [Fact]
    public void Convolutions_that_share_large_weights_are_not_copied_for_each()
    {
        // 4 MB, which 20,000 layers would make 80 GB.
        var model = new OnnxWriter().Input("v0", Float, 1, 1024, 1, 1).Initialiser(Floats("w", [1024, 1024, 1, 1], new float[1 << 20]))
            .Initialiser(Floats("one", [1024], [.. Enumerable.Repeat(1f, 1024)]));
        Chain(
            model,
            (from, to) => model.Node("Conv", [from, "w"], [$"{to}.c"]).Node("BatchNormalization", [$"{to}.c", "one", "one", "one", "one"], [to]),
            count: 20_000);

        Assert.Contains("take more memory than they may", model.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_share_weights_are_packed_within_bounds()
    {
        var model = new OnnxWriter().Input("v0", Float, 1, 512, 1, 1).Initialiser(Floats("w", [512, 512, 1, 1], new float[1 << 18]));
        Chain(model, (from, to) => model.Node("Conv", [from, "w"], [to]), count: 2000);
        var network = Load(model);

        using var backend = new CpuBackend(1);
        var error = Assert.Throws<NetworkException>(() => backend.Compile(network, network.DefaultShapes(), network.Outputs));
        Assert.Contains("too many layers share weights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_deep_in_each_other_are_bounded()
    {
        // The condition is a constant, so that each branch is taken.
        var inner = new OnnxWriter().Node("Identity", ["x"], ["y"]).Output("y");
        for (var i = 0; i < 15; i++)
        {
            inner = new OnnxWriter().Node("If", ["yes"], ["y"], Branch("then_branch", inner)).Output("y");
        }

        var model = new OnnxWriter().Input("x", Float, 1, 2).Initialiser(Tensor("yes", Bool, []).Bytes(9, [1])).Node("If", ["yes"], ["y"], Branch("then_branch", inner)).Output("y");
        Assert.Equal("x", Assert.Single(Load(model).Nodes).Inputs[0]);
    }

    [Theory]
    [InlineData("Relu", Count)]
    [InlineData("Identity", 1)]
    [InlineData("Dropout", 1)]
    public void Long_chains_are_simplified(string op, int remaining)
    {
        var model = new OnnxWriter().Input("v0", Float, 1, 3, 4, 4);
        Chain(model, (from, to) => model.Node(op, [from], [to]));

        Assert.Equal(remaining, Load(model).Nodes.Length);
    }

    [Fact]
    public void Transpositions_between_functions_are_pushed_out()
    {
        var model = new OnnxWriter().Input("v0", Float, 1, 3, 4, 4);
        Chain(model, (from, to) => model.Node("Transpose", [from], [$"{to}.t"], Numbers("perm", 0, 2, 3, 1)).Node("Relu", [$"{to}.t"], [to]), count: 20_000);

        Assert.InRange(Load(model).Nodes.Count(n => n.Operator is Transpose), 1, 2);
    }

    [Fact]
    public void Sums_of_constants_are_folded()
    {
        var model = new OnnxWriter().Input("x", Float, 1).Initialiser(Floats("v0", [1], 1));
        Chain(model, (from, to) => model.Node("Add", [from, "v0"], [to]));
        model.Node("Add", ["x", $"v{Count}"], ["y"]).Output("y");

        Assert.Single(Load(model).Nodes);
    }

    [Fact]
    public void A_long_chain_is_compiled()
    {
        var model = new OnnxWriter().Input("v0", Float, 1, 1, 2, 2).Initialiser(Floats("w", [1, 1, 1, 1], 2));
        Chain(model, (from, to) => model.Node("Conv", [from, "w"], [$"{to}.c"]).Node("Relu", [$"{to}.c"], [to]), count: 20_000);
        var network = Load(model);

        using var backend = new CpuBackend(1);
        using var plan = backend.Compile(network, network.DefaultShapes(), network.Outputs);
        Assert.Equal(20_000 * 4, plan.MultiplyAdds);
    }

    private static void Chain(OnnxWriter model, Action<string, string> add, int count = Count)
    {
        for (var i = 0; i < count; i++)
        {
            add($"v{i}", $"v{i + 1}");
        }

        model.Output($"v{count}");
    }

    private static Network Load(OnnxWriter model)
    {
        var bytes = model.Build();
        var start = Stopwatch.GetTimestamp();
        var network = OnnxImporter.Load(bytes).Network;
        HeadDetection.Find(network);
        Assert.True(Stopwatch.GetElapsedTime(start) < Hang, "Loading does not end.");
        return network;
    }
}
