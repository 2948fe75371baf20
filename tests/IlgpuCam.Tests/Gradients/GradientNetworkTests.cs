using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>How gradients add up, where they begin, and what has none.</summary>
public sealed class GradientNetworkTests
{
    [Fact]
    public void A_value_that_is_read_several_times_gets_the_sum()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 4, 4), 3, 17, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Silu);
        var branch = test.Convolution(maps, 17, 17, new(1, 1));
        var joined = test.Add(new Add(), test.Add(new Multiply(), maps, branch), maps);
        GradientCheck.Check(test, test.Add(new Concat(1), joined, maps, test.Add(new Add(), joined, joined)));
    }

    [Fact]
    public void Values_between_input_and_target_have_gradients_and_so_has_the_target_itself()
    {
        var test = new TestNetwork();
        var input = test.Input(2, 3);
        var hidden = test.Add(new Activate(Activation.Sigmoid), input);
        var target = test.Add(new FullyConnected(), hidden, test.Constant(new Tensor([1, 3], [1, -2, 3])));
        var graph = GradientNetwork.Create(test.Build(target), test.Build(target).DefaultShapes(), new(target, [target, hidden, hidden, input]));
        var inputs = new Dictionary<string, Tensor> { [input] = new([2, 3]), [graph.Seed] = new([2, 1], [2, -4]) };
        var found = TestNetwork.Run(graph.Network, inputs, [.. graph.Gradients], 1, 128);
        Assert.Equal([2, -4], found[0].Data);
        Assert.Equal([2, -4, 6, -4, 8, -12], found[1].Data);
        Assert.Equal(found[1].Data, found[2].Data);
        Assert.Equal([0.5f, -1, 1.5f, -1, 2, -3], found[3].Data);
        Assert.Equal(4, graph.Gradients.Distinct().Count());
    }

    [Fact]
    public void An_image_without_weights_begins_at_its_highest_score_and_others_at_theirs()
    {
        var test = new TestNetwork();
        var input = test.Input(3, 4);
        var target = test.Add(new Activate(new(ActivationKind.Negate)), input);
        var graph = GradientNetwork.Create(test.Build(target), test.Build(target).DefaultShapes(), new(target, [input]));
        var inputs = new Dictionary<string, Tensor>
        {
            [input] = new([3, 4], [5, -1, -7, -7, 1, 2, 3, 4, 9, 8, 7, 6]),
            [graph.Seed] = new([3, 4], [0, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0, 0]),
        };
        Assert.Equal([0, 0, -1, 0, 0, -1, 1, 0, 0, 0, 0, -1], TestNetwork.Run(graph.Network, inputs, [graph.Gradients[0]], 2, 128)[0].Data);
    }

    [Fact]
    public void Every_image_of_a_batch_has_its_own_class_and_the_gradient_it_has_alone()
    {
        var test = new TestNetwork();
        var input = test.Input(3, 3, 9, 9);
        var maps = test.Convolution(input, 3, 20, new(3, 3), new(2, 2), new(1, 1, 1, 1), activation: Activation.Relu);
        var pooled = test.Add(new MaxPool2d(new(new(2, 2), new(2, 2), Size2.One, default)), maps);
        var target = test.Add(new FullyConnected(), test.Add(new GlobalPool(PoolingKind.Average, KeepDimensions: false), pooled), test.Constant(5, 20));
        var network = test.Build(target);
        var images = test.RandomInputs()[input];
        var seed = new Tensor([3, 5]);
        (seed.Data[2], seed.Data[9], seed.Data[10]) = (1, 1, 1);
        var together = Gradient(3, images, seed);
        for (var image = 0; image < 3; image++)
        {
            var alone = Gradient(1, new([1, 3, 9, 9], images.Data[(image * 243)..((image + 1) * 243)]), new([1, 5], seed.Data[(image * 5)..((image + 1) * 5)]));
            IlgpuCam.Testing.Near.Equal(alone, together.AsSpan(image * 243, 243), 1e-6, $"image {image}");
        }

        float[] Gradient(int batch, Tensor x, Tensor weights)
        {
            var graph = GradientNetwork.Create(network, new Dictionary<string, Shape> { [input] = [batch, 3, 9, 9] }, new(target, [input]));
            return TestNetwork.Run(graph.Network, new() { [input] = x, [graph.Seed] = weights }, [graph.Gradients[0]], 2, 128)[0].Data;
        }
    }

    [Fact]
    public void Values_without_influence_are_errors_that_name_them()
    {
        var test = new TestNetwork();
        var (x, y) = (test.Input(1, 4), test.Input(1, 4));
        var rounded = test.Add(new Activate(new(ActivationKind.Round)), x);
        var counted = test.Add(new Cast(ElementType.Float32), test.Add(new Compare(Comparison.Less), x, y));
        var chosen = test.Add(new Where(), test.Add(new Equal(), x, x), y, y);
        var places = test.Add(new MaxPoolIndices2d(new(new(1, 2), Size2.One, Size2.One, default)), test.Add(new Unsqueeze([0, 1]), x));
        foreach (var target in new[] { rounded, counted, chosen, places, test.Add(new Add(), y, y) })
        {
            var network = test.Build(target);
            var error = Assert.Throws<NetworkException>(() => GradientNetwork.Create(network, network.DefaultShapes(), new(target, [x])));
            Assert.Contains($"'{x}' has no influence on '{target}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_gradient_of_a_gradient_is_an_error_that_names_the_operator()
    {
        var test = new TestNetwork();
        var input = test.Input(1, 4);
        var target = test.Add(new Activate(Activation.Sigmoid), input);
        var graph = GradientNetwork.Create(test.Build(target), test.Build(target).DefaultShapes(), new(target, [input]));
        var error = Assert.Throws<NetworkException>(() => GradientNetwork.Create(graph.Network, graph.Network.DefaultShapes(), new(graph.Gradients[0], [input])));
        Assert.Contains("activation_gradient", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "input0")]
    [InlineData("value0", "nothing")]
    public void Values_that_are_not_there_are_errors(string target, string value)
    {
        var test = new TestNetwork();
        test.Add(new Activate(Activation.Relu), test.Input(1, 4));
        var network = test.Build("value0");
        Assert.Throws<NetworkException>(() => GradientNetwork.Create(network, network.DefaultShapes(), new(target, [value])));
    }
}
