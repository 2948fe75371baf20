using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Models;

public sealed class NetworkTests
{
    private static readonly NetworkInput Input = new("x", [-1, 3, 8, 8]);

    [Fact]
    public void Nodes_are_put_in_order()
    {
        var network = Create(["c"], Relu("b", "c"), Relu("a", "b"), Relu("x", "a"));
        Assert.Equal(["a", "b", "c"], network.Nodes.Select(n => n.Output));
    }

    [Fact]
    public void A_valid_order_stays_as_it_is()
    {
        var network = Create(["d"], Relu("x", "b"), Relu("x", "a"), new("sum", new Add(), ["a", "b"], "d"), Relu("x", "c"));
        Assert.Equal(["b", "a", "d", "c"], network.Nodes.Select(n => n.Output));
    }

    [Fact]
    public void Cycles_missing_values_and_names_given_twice_are_errors_that_name_the_node()
    {
        Assert.Contains("cycle", Fails(["a"], Relu("b", "a"), Relu("a", "b")), StringComparison.Ordinal);
        Assert.Contains("'nothing'", Fails(["a"], Relu("nothing", "a")), StringComparison.Ordinal);
        Assert.Contains("'a'", Fails(["a"], Relu("x", "a"), Relu("x", "a")), StringComparison.Ordinal);
        Assert.Contains("'x'", Fails(["x"], Relu("x", "x")), StringComparison.Ordinal);
        Assert.Contains("'y'", Fails(["y"], Relu("x", "a")), StringComparison.Ordinal);
        Assert.Contains("output", Fails([]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_network_needs_no_deep_stack()
    {
        var nodes = Enumerable.Range(0, 100_000).Select(i => Relu(i == 0 ? "x" : $"v{i - 1}", $"v{i}")).Reverse();
        Assert.Equal(100_000, Create(["v99999"], [.. nodes]).Nodes.Length);
    }

    [Fact]
    public void Only_what_the_outputs_need_remains()
    {
        var network = Create(["c", "a"], Relu("x", "a"), Relu("a", "b"), Relu("b", "c")).WithOutputs(["a"]);
        Assert.Equal(["a"], network.Nodes.Select(n => n.Output));
        Assert.Equal("a", Assert.Single(network.Outputs));
        Assert.Throws<NetworkException>(() => network.WithOutputs(["z"]));
    }

    [Fact]
    public void Open_lengths_have_defaults()
    {
        Assert.Equal([1, 3, 224, 224], new NetworkInput("x", [-1, -1, -1, -1]).DefaultShape);
        Assert.Equal([4, 1, 28, 224], new NetworkInput("x", [4, 1, 28, -1]).DefaultShape);
        Assert.Equal([1, 7], new NetworkInput("x", [-1, 7]).DefaultShape);
    }

    [Fact]
    public void Shapes_are_inferred_for_the_size_that_is_asked_for()
    {
        var network = Create(["y"], Relu("x", "a"), new("pool", new MaxPool2d(new(new(2, 2), new(2, 2), Size2.One, default)), ["a"], "y"));
        Assert.Equal([1, 3, 4, 4], ShapeInference.Infer(network, network.DefaultShapes()).Values["y"].Shape);
        Assert.Equal([5, 3, 10, 20], ShapeInference.Infer(network, new Dictionary<string, Shape> { ["x"] = [5, 3, 21, 40] }).Values["y"].Shape);
    }

    private static Node Relu(string input, string output) => new($"node {output}", new Activate(Activation.Relu), [input], output);

    private static Network Create(string[] outputs, params Node[] nodes) => new([Input], [], nodes, outputs);

    private static string Fails(string[] outputs, params Node[] nodes) => Assert.Throws<NetworkException>(() => Create(outputs, nodes)).Message;
}
