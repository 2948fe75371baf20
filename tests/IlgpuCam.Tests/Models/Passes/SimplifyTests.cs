using System.Collections.Immutable;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Models.Passes;

/// <summary>The passes shrink a network and leave its results as they were.</summary>
public class SimplifyTests
{
    private readonly Dictionary<string, ConstantTensor> _constants = [];
    private readonly List<Node> _nodes = [];
    private int _seed;

    [Fact]
    public void A_normalisation_is_multiplied_into_the_convolution_before_it()
    {
        Add(new Conv2d(Size2.One, default, Size2.One, Groups: 2), "conv", "x", Random("w", 4, 2, 3, 3), Random("b", 4));
        Add(new BatchNormalization(0.01f), "y", "conv", Random("scale", 4), Random("shift", 4), Random("mean", 4), Positive("variance", 4));
        var after = Check([2, 4, 5, 6], "y");
        Assert.Equal(("y", "conv"), (Assert.Single(after.Nodes).Output, after.Nodes[0].Name));
        Assert.Equal(2, after.Constants.Count);
    }

    [Fact]
    public void A_normalisation_is_multiplied_into_a_layer_without_bias()
    {
        Add(new FullyConnected(), "fc", "x", Random("w", 3, 7));
        Add(new BatchNormalization(), "y", "fc", Random("scale", 3), Random("shift", 3), Random("mean", 3), Positive("variance", 3));
        Assert.IsType<FullyConnected>(Assert.Single(Check([2, 7], "y").Nodes).Operator);
    }

    [Fact]
    public void A_normalisation_stays_where_the_values_before_it_are_wanted_elsewhere()
    {
        Add(new Conv2d(Size2.One, default, Size2.One), "conv", "x", Random("w", 4, 3, 1, 1));
        Add(new BatchNormalization(), "n", "conv", Random("scale", 4), Random("shift", 4), Random("mean", 4), Positive("variance", 4));
        Add(new Add(), "y", "conv", "n");
        Assert.Equal(3, Check([1, 3, 4, 4], "y").Nodes.Length);
        Assert.Equal(3, Check([1, 3, 4, 4], "y", "conv").Nodes.Length);
    }

    [Fact]
    public void Zeros_around_a_map_move_into_every_convolution_that_reads_it()
    {
        Add(new Pad([0, 0, 1, 0, 0, 0, 2, 3]), "padded", "x");
        Add(new Conv2d(new(2, 1), new(0, 1, 1, 0), Size2.One), "a", "padded", Random("w", 4, 3, 3, 3));
        Add(new Conv2d(new(2, 1), new(1, 2, 3, 4), Size2.One, AutoPad: AutoPad.Valid), "b", "padded", Random("v", 4, 3, 3, 3));
        var after = Check([1, 3, 7, 8], "a", "b");
        Assert.Equal([new(1, 1, 3, 3), new Padding2d(1, 0, 2, 3)], after.Nodes.Select(n => ((Conv2d)n.Operator).Pads));
    }

    [Theory]
    [InlineData(PadMode.Edge)]
    [InlineData(PadMode.Reflect)]
    [InlineData(PadMode.Wrap)]
    public void Other_elements_around_a_map_stay(PadMode mode)
    {
        Add(new Pad([0, 0, 1, 1, 0, 0, 1, 1], 0, mode), "padded", "x");
        Add(new Conv2d(Size2.One, default, Size2.One), "y", "padded", Random("w", 4, 3, 3, 3));
        Assert.Equal(2, Check([1, 3, 5, 5], "y").Nodes.Length);
    }

    [Fact]
    public void Zeros_around_a_map_move_into_a_mean_that_counts_them()
    {
        Add(new Pad([0, 0, 1, 1, 0, 0, 1, 1]), "padded", "x");
        Add(new AveragePool2d(new(new(3, 3), new(2, 2), Size2.One, default)), "y", "padded");
        Assert.True(((AveragePool2d)Assert.Single(Check([1, 3, 7, 8], "y").Nodes).Operator).CountIncludePad);
    }

    [Fact]
    public void Padding_stays_where_moving_it_would_change_the_result()
    {
        Add(new Pad([0, 0, 1, 1, 0, 0, 1, 1]), "padded", "x");
        Add(new MaxPool2d(new(new(3, 3), new(2, 2), Size2.One, default)), "max", "padded");
        Add(new AveragePool2d(new(new(3, 3), new(2, 2), Size2.One, new(1, 1, 1, 1))), "mean", "padded");
        Add(new AveragePool2d(new(new(2, 2), new(3, 3), Size2.One, default, Ceil: true)), "ceil", "padded");
        Add(new Pad([0, 0, 1, 1, 0, 0, 1, 1], 5), "fives", "x");
        Add(new Conv2d(Size2.One, default, Size2.One), "five", "fives", Random("w", 2, 3, 3, 3));
        Add(new Pad([0, 1, 0, 0, 0, 0, 0, 0]), "channel", "x");
        Add(new Conv2d(Size2.One, default, Size2.One), "four", "channel", Random("v", 2, 4, 3, 3));
        Add(new Conv2d(new(2, 2), default, Size2.One, AutoPad: AutoPad.SameUpper), "same", "padded", Random("u", 2, 3, 3, 3));
        var after = Check([1, 3, 7, 8], "max", "mean", "ceil", "five", "four", "same");
        Assert.Equal(3, after.Nodes.Count(n => n.Operator is Pad));
    }

    [Fact]
    public void An_added_constant_becomes_a_bias_where_it_goes_along_the_channels()
    {
        Add(new Conv2d(Size2.One, default, Size2.One), "conv", "x", Random("w", 4, 3, 1, 1));
        Add(new Add(), "y", "conv", Random("bias", 4, 1, 1));
        Assert.Single(Check([1, 3, 5, 5], "y").Nodes);
    }

    [Fact]
    public void An_added_constant_of_another_layout_stays()
    {
        Add(new Conv2d(Size2.One, default, Size2.One), "conv", "x", Random("w", 4, 3, 1, 1));
        Add(new Add(), "y", "conv", Random("columns", 4));
        Assert.Equal(2, Check([1, 3, 5, 4], "y").Nodes.Length);
    }

    [Fact]
    public void Chains_of_identities_vanish_and_results_keep_their_names()
    {
        Add(new Identity(), "a", "x");
        Add(new Activate(Activation.Relu), "b", "a");
        Add(new Identity(), "c", "b");
        Add(new Pad([0, 0, 0, 0, 0, 0, 0, 0], 3), "d", "c");
        Add(new Concat(1), "y", "d");
        Add(new Identity(), "z", "y");
        var after = Check([1, 2, 3, 3], "y", "z", "a");
        Assert.Equal(["a", "y", "z"], after.Nodes.Select(n => n.Output).Order());
        Assert.Equal("z", Assert.Single(Check([1, 2, 3, 3], "z").Nodes).Output);
    }

    [Fact]
    public void Constants_are_computed_and_what_nobody_needs_is_dropped()
    {
        Add(new Concat(0), "target", Integers("n", 1), Integers("rest", -1));
        Add(new Reshape(), "y", "x", "target");
        Add(new Activate(Activation.Relu), "unused", "x");
        var after = Check([1, 2, 3, 3], "y");
        Assert.Equal(["y"], after.Nodes.Select(n => n.Output));
        Assert.Equal("target", Assert.Single(after.Constants).Key);
        Assert.Same(after, Simplify.Apply(after));
    }

    private string Random(string name, params int[] shape)
    {
        var values = new float[Shape.Create(shape).ElementCount];
        NetWeights.Fill(_seed++, 1, 0, values);
        _constants[name] = ConstantTensor.FromFloats(Shape.Create(shape), values);
        return name;
    }

    private string Positive(string name, int count)
    {
        var values = new float[count];
        NetWeights.Fill(_seed++, 0.5, 1, values);
        _constants[name] = ConstantTensor.FromFloats([count], values);
        return name;
    }

    private string Integers(string name, params long[] values)
    {
        _constants[name] = ConstantTensor.FromInt64(values);
        return name;
    }

    private void Add(Operator op, string output, params ImmutableArray<string> inputs) => _nodes.Add(new(output, op, inputs, output));

    /// <summary>Simplifies the network, and compares what both give for one input.</summary>
    private Network Check(Shape input, params string[] outputs)
    {
        var before = new Network([new("x", [.. input])], _constants, _nodes, outputs);
        var after = Simplify.Apply(before);
        Assert.Equal(outputs, after.Outputs.ToArray());
        foreach (var (expected, actual) in Run(before, input).Zip(Run(after, input)))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            Near.Equal(expected.Data, actual.Data, 1e-6, string.Join(", ", outputs));
        }

        return after;
    }

    private static Tensor[] Run(Network network, Shape shape)
    {
        using var backend = new CpuBackend(1);
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { ["x"] = shape }, network.Outputs);
        var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([new Tensor(shape, NetWeights.Input((int)shape.ElementCount))], results);
        return results;
    }
}
