using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;

namespace IlgpuCam.Tests.Cpu;

/// <summary>What is fused gives the same numbers, and what somebody asks for is not swallowed.</summary>
public sealed class FusionTests
{
    [Fact]
    public void Activations_move_into_the_node_before()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 3, 8, 8), 3, 20, new(3, 3));
        var relu = test.Add(new Activate(Activation.Relu), maps);
        var sum = test.Add(new Activate(Activation.Relu6), test.Add(new Add(), relu, relu));
        var fused = FuseActivations.Apply(test.Build(sum));
        Assert.Equal(["conv2d", "add"], fused.Nodes.Select(n => n.Operator.Kind));
        Assert.Equal(Activation.Relu, ((Conv2d)fused.Nodes[0].Operator).Activation);
        Assert.Equal(Activation.Relu6, ((Add)fused.Nodes[1].Operator).Activation);
        Assert.Equal(sum, Assert.Single(fused.Outputs));
        test.Check(sum, relu, maps);
    }

    [Fact]
    public void A_value_that_is_asked_for_or_read_twice_is_not_swallowed()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 3, 8, 8), 3, 20, new(3, 3));
        var relu = test.Add(new Activate(Activation.Relu), maps);
        Assert.Equal(2, FuseActivations.Apply(test.Build(relu, maps)).Nodes.Length);
        var both = test.Add(new Concat(1), relu, maps);
        Assert.Equal(3, FuseActivations.Apply(test.Build(both)).Nodes.Length);
        test.Check(both);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(20, 20)]
    [InlineData(32, 1)]
    public void Residual_blocks_are_right(int channels, int groups)
    {
        var test = new TestNetwork();
        var stem = test.Convolution(test.Input(2, 3, 9, 9), 3, channels, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu);
        var branch = test.Convolution(stem, channels, channels, new(3, 3), pads: new(1, 1, 1, 1), groups: groups);
        var sum = test.Add(new Add(), branch, stem);
        var relu = test.Add(new Activate(Activation.Relu), sum);
        var left = test.Convolution(relu, channels, 11, new(1, 1));
        var right = test.Convolution(relu, channels, 11, new(3, 3), pads: new(1, 1, 1, 1));
        var end = test.Add(new Add(Activation.Sigmoid), left, right);
        test.Check(end);
        test.Check(end, relu, sum, branch);
        test.Check(end, left);
    }

    [Fact]
    public void A_dense_net_of_concatenations_is_right()
    {
        var test = new TestNetwork();
        var input = test.Input(2, 3, 10, 7);
        var values = new List<string> { test.Convolution(input, 3, 16, new(3, 3), pads: new(1, 1, 1, 1)) };
        for (var i = 0; i < 4; i++)
        {
            var all = values.Count == 1 ? values[0] : test.Add(new Concat(1), [.. values]);
            values.Add(test.Convolution(all, 16 + (8 * i), 8, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu));
        }

        var end = test.Add(new Concat(1), [.. values]);
        test.Check(test.Add(new GlobalPool(PoolingKind.Average), end));
        test.Check(end, values[2]);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(12)]
    [InlineData(8)]
    public void A_concatenation_goes_on_in_the_memory_of_a_shorter_one(int growth)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 3, 9, 6);
        var values = new List<string> { test.Convolution(input, 3, 32, new(3, 3), pads: new(1, 1, 1, 1)) };
        var wholes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            wholes.Add(values.Count == 1 ? values[0] : test.Add(new Concat(1), [.. values]));
            var normal = test.Add(new Activate(i == 2 ? Activation.Relu6 : Activation.Relu), test.BatchNormalization(wholes[^1], 32 + (growth * i)));
            values.Add(test.Convolution(normal, 32 + (growth * i), growth, new(3, 3), pads: new(1, 1, 1, 1)));
        }

        // Two longer ones of one start: only one of them can have it in its memory.
        var one = test.Add(new Concat(1), [.. values]);
        var other = test.Add(new Concat(1), [.. values.Take(3), values[1]]);
        var pooled = test.Convolution(one, 32 + (4 * growth), 16, new(3, 3), pads: new(2, 2, 2, 2));
        test.Check(one, other, pooled);
        test.Check(pooled, wholes[2], values[1], wholes[3]);
        test.Check(pooled);
    }

    [Fact]
    public void A_concatenation_that_starts_with_an_input_is_gone_on_with()
    {
        var test = new TestNetwork();
        var input = test.Input(1, 32, 7, 7);
        var a = test.Convolution(input, 32, 16, new(1, 1));
        var first = test.Add(new Concat(1), input, a);
        var b = test.Convolution(first, 48, 16, new(3, 3), pads: new(1, 1, 1, 1));
        var second = test.Add(new Concat(1), input, a, b);
        test.Check(test.Convolution(second, 64, 5, new(3, 3)), test.Add(new Concat(1), input, a, b, input));
        test.Check(first, second);
    }

    [Fact]
    public void A_normalisation_takes_up_the_activation_behind_it()
    {
        foreach (var activation in new[] { Activation.Relu, Activation.Relu6, Activation.Sigmoid, new(ActivationKind.LeakyRelu, 0.1f) })
        {
            var test = new TestNetwork();
            var normal = test.BatchNormalization(test.Input(2, 19, 5, 3), 19);
            var row = test.BatchNormalization(test.Input(3, 7), 7);
            var maps = test.Add(new Activate(activation), normal);
            var rows = test.Add(new Activate(activation), row);
            test.Check(maps, rows);
            test.Check(maps, rows, normal, row);
        }
    }

    [Fact]
    public void An_inception_module_and_a_fire_module_are_right()
    {
        var test = new TestNetwork();
        var input = test.Convolution(test.Input(1, 3, 15, 15), 3, 24, new(3, 3), new(2, 2), activation: Activation.Relu);
        var a = test.Convolution(input, 24, 16, new(1, 1), activation: Activation.Relu);
        var b = test.Convolution(a, 16, 32, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu);
        var c = test.Convolution(a, 16, 48, new(5, 5), pads: new(2, 2, 2, 2), activation: Activation.Relu);
        var d = test.Add(new MaxPool2d(new(new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1))), input);
        var module = test.Add(new Concat(1), a, b, c, test.Convolution(d, 24, 10, new(1, 1)));
        var next = test.Convolution(module, 106, 8, new(1, 1));
        var nested = test.Add(new Concat(1), module, next);
        var pool = test.Add(new AveragePool2d(new(new(7, 7), Size2.One, Size2.One, default)), nested);
        test.Check(test.Add(new Flatten(), pool));
        test.Check(module, nested, pool, a);
    }
}
