using IlgpuCam.Gradients;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>Gradients of functions of one and two values, on dense values and on maps.</summary>
public sealed class ElementwiseGradientTests
{
    public static TheoryData<ActivationKind> Kinds => [.. Enum.GetValues<ActivationKind>().Except([ActivationKind.Floor, ActivationKind.Ceiling, ActivationKind.Round])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_function_has_its_derivative(ActivationKind kind)
    {
        Activation[] activations = kind switch
        {
            ActivationKind.Clip => [Activation.Clip(-0.3f, 0.4f), Activation.Relu6],
            ActivationKind.HardSigmoid => [Activation.HardSigmoid(), new(kind, -0.7f, 0.5f)],
            ActivationKind.LeakyRelu or ActivationKind.Swish or ActivationKind.Elu or ActivationKind.Celu => [new(kind, 0.3f), new(kind, 1.5f)],
            ActivationKind.ThresholdedRelu => [new(kind, 0.2f)],
            ActivationKind.Selu => [new(kind, 1.67f, 1.05f)],
            _ => [new(kind)],
        };
        foreach (var activation in activations)
        {
            var test = new TestNetwork();
            var maps = test.Input(2, 5, 3, 7);
            var isPositive = kind is ActivationKind.Log or ActivationKind.Sqrt or ActivationKind.Reciprocal;
            var wide = test.Add(new Multiply(), test.Input(3, 19), test.Constant(new Tensor([1], [isPositive ? 0.9f : 4.5f])));
            var convolution = test.Add(new Multiply(), test.Convolution(maps, 5, 19, new(1, 1), bias: false), test.Constant(new Tensor([1], [isPositive ? 0.3f : 2f])));
            if (isPositive)
            {
                (wide, convolution) = (test.Add(new Add(), wide, test.Constant(new Tensor([1], [1.5f]))), test.Add(new Add(), convolution, test.Constant(new Tensor([1], [1.5f]))));
            }

            GradientCheck.Check(test, test.Add(new Activate(activation), wide), test.Add(new Activate(activation), convolution));
        }
    }

    [Fact]
    public void Functions_in_the_store_of_a_layer_are_derived_by_themselves()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 3, 5, 5), 3, 9, new(3, 3), activation: Activation.HardSwish);
        var sum = test.Add(new Add(Activation.Relu), maps, test.Constant(9, 1, 1));
        var product = test.Add(new Multiply(Activation.Sigmoid), sum, maps);
        GradientCheck.Check(test, test.Add(new FullyConnected(Activation.Silu), test.Add(new Flatten(), product), test.Constant(4, 81)));
    }

    [Theory]
    [InlineData(new[] { 2, 5, 3, 4 }, new[] { 2, 5, 3, 4 })]
    [InlineData(new[] { 2, 17, 3, 4 }, new[] { 2, 17, 1, 1 })]
    [InlineData(new[] { 2, 5, 1, 4 }, new[] { 1, 5, 3, 1 })]
    [InlineData(new[] { 5, 1, 1 }, new[] { 2, 5, 3, 3 })]
    [InlineData(new[] { 1 }, new[] { 3, 7 })]
    [InlineData(new[] { 3, 1 }, new[] { 7 })]
    public void Functions_of_two_values_are_derived_on_either_side(int[] left, int[] right)
    {
        var test = new TestNetwork();
        var (a, b) = (test.Input(left), test.Input(right));
        var (above, more) = (test.Add(new Add(), a, test.Constant(new Tensor([1], [1.7f]))), test.Add(new Add(), b, test.Constant(new Tensor([1], [1.9f]))));
        GradientCheck.Check(
            test, test.Add(new Multiply(), a, b), test.Add(new Add(), a, b), Arithmetic(ArithmeticOperation.Subtract, a, b), Arithmetic(ArithmeticOperation.Divide, a, more),
            Arithmetic(ArithmeticOperation.Power, above, b), Arithmetic(ArithmeticOperation.Minimum, a, b), Arithmetic(ArithmeticOperation.Maximum, a, b),
            test.Add(new Multiply(), test.Constant(left), b), Arithmetic(ArithmeticOperation.Divide, test.Constant(left), more), Arithmetic(ArithmeticOperation.Maximum, b, test.Constant(left)));

        string Arithmetic(ArithmeticOperation operation, string x, string y) => test.Add(new Arithmetic(operation), x, y);
    }

    [Fact]
    public void Maps_times_a_gate_are_derived_on_either_side()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 5, 4), 3, 21, new(3, 3), pads: new(1, 1, 1, 1));
        var gate = test.Convolution(test.Add(new GlobalPool(PoolingKind.Average), maps), 21, 21, new(1, 1), activation: Activation.HardSigmoid());
        GradientCheck.Check(test, test.Add(new Multiply(), maps, gate), test.Add(new Multiply(), gate, maps), test.Add(new Multiply(), maps, maps));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(0.5f)]
    public void Constant_powers_are_derived(float exponent)
    {
        var test = new TestNetwork();
        var x = test.Add(new Add(), test.Input(3, 5), test.Constant(new Tensor([1], [1.5f])));
        var mixed = test.Constant(new Tensor([5], [0, 1, 2, exponent, -1]));
        GradientCheck.Check(
            test, test.Add(new Add(), test.Add(new Arithmetic(ArithmeticOperation.Power), x, test.Constant(new Tensor([], [exponent]))), x),
            test.Add(new Arithmetic(ArithmeticOperation.Power), x, mixed));
    }

    [Theory]
    [InlineData(new[] { 5, 1, 1 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 2, 5, 3, 3 })]
    public void Slopes_of_negative_values_are_derived_and_so_are_the_slopes_themselves(int[] slopes)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 3, 3), 3, 5, new(1, 1));
        GradientCheck.Check(
            test, test.Add(new Arithmetic(ArithmeticOperation.Slope), maps, test.Constant(slopes)), test.Add(new Arithmetic(ArithmeticOperation.Slope), maps, test.Input(slopes)));
    }

    [Fact]
    public void Where_values_are_equal_minimum_and_maximum_give_half_to_either()
    {
        foreach (var operation in new[] { ArithmeticOperation.Minimum, ArithmeticOperation.Maximum })
        {
            var test = new TestNetwork();
            var (a, b) = (test.Input(1, 3), test.Input(1, 3));
            var target = test.Add(new Arithmetic(operation), a, b);
            var graph = GradientNetwork.Create(test.Build(target), test.Build(target).DefaultShapes(), new(target, [a, b]));
            var inputs = new Dictionary<string, Tensor> { [a] = new([1, 3], [1, 2, 3]), [b] = new([1, 3], [2, 2, 2]), [graph.Seed] = new([1, 3], [4, 6, 8]) };
            var found = TestNetwork.Run(graph.Network, inputs, [.. graph.Gradients], 1, 128);
            var (first, second) = operation == ArithmeticOperation.Maximum ? (0, 1) : (1, 0);
            Assert.Equal([0, 3, 8], found[first].Data);
            Assert.Equal([4, 3, 0], found[second].Data);
        }
    }

    [Theory]
    [InlineData(GateRule.GuidedBackPropagation)]
    [InlineData(GateRule.Deconvolution)]
    public void Rectifiers_let_only_positive_gradients_back_where_the_rule_says_so(GateRule gates)
    {
        foreach (var activation in Enum.GetValues<ActivationKind>().Select(k => new Activation(k, k == ActivationKind.Clip ? -0.5f : 0.3f, 0.8f)))
        {
            if (new ActivationGradient(activation).IsZero || activation.Kind is ActivationKind.Log or ActivationKind.Sqrt)
            {
                continue;
            }

            var test = new TestNetwork();
            var target = test.Add(new Activate(activation), test.Convolution(test.Input(1, 2, 5, 5), 2, 17, new(1, 1)));
            var network = test.Build(target);
            var graph = GradientNetwork.Create(network, network.DefaultShapes(), new(target, ["value0"], gates));
            var inputs = test.RandomInputs();
            inputs[graph.Seed] = test.Random([1, 17, 5, 5]);
            TestNetwork.Compare(graph.Network, inputs, graph.Gradients[0]);
            Assert.Equal(activation.Kind != ActivationKind.None, graph.Network.Nodes.Any(n => n.Operator is ActivationGradient));
        }
    }

    [Fact]
    public void Guided_back_propagation_through_a_slope_is_that_of_relu()
    {
        foreach (var gates in Enum.GetValues<GateRule>())
        {
            var test = new TestNetwork();
            var input = test.Input(1, 4);
            var target = test.Add(new Arithmetic(ArithmeticOperation.Slope), input, test.Constant(new Tensor([1], [0.25f])));
            var graph = GradientNetwork.Create(test.Build(target), test.Build(target).DefaultShapes(), new(target, [input], gates));
            var inputs = new Dictionary<string, Tensor> { [input] = new([1, 4], [1, 1, -1, -1]), [graph.Seed] = new([1, 4], [2, -2, 2, -2]) };
            float[] expected = gates switch
            {
                GateRule.Gradient => [2, -2, 0.5f, -0.5f],
                GateRule.GuidedBackPropagation => [2, 0, 0, 0],
                _ => [2, 0, 2, 0],
            };
            Assert.Equal(expected, TestNetwork.Run(graph.Network, inputs, [graph.Gradients[0]], 1, 128)[0].Data);
        }
    }
}
