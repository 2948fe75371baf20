using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Models.Passes;

/// <summary>Operators that exporters take apart are found again, and give the same numbers.</summary>
public sealed class FindOperatorsTests
{
    [Theory]
    [InlineData("silu", ActivationKind.Silu)]
    [InlineData("hard_swish", ActivationKind.HardSwish)]
    [InlineData("hard_swish of clip, quotient first", ActivationKind.HardSwish)]
    [InlineData("hard_swish of clip, product first", ActivationKind.HardSwish)]
    [InlineData("hard_sigmoid of clip", ActivationKind.HardSigmoid)]
    [InlineData("mish", ActivationKind.Mish)]
    [InlineData("gelu, half last", ActivationKind.Gelu)]
    [InlineData("gelu, half first", ActivationKind.Gelu)]
    public void A_product_is_an_activation(string written, ActivationKind kind)
    {
        var test = new TestNetwork();
        var x = test.Input(2, 3, 5);
        var output = written switch
        {
            "silu" => Times(Function(x, new(ActivationKind.Sigmoid)), x),
            "hard_swish" => Times(x, Function(x, Activation.HardSigmoid())),
            "hard_swish of clip, quotient first" => Times(x, Over(Clipped(), 6)),
            "hard_swish of clip, product first" => Over(Times(Clipped(), x), 6),
            "hard_sigmoid of clip" => Over(Clipped(), 6),
            "mish" => Times(x, Function(Function(x, new(ActivationKind.Softplus)), new(ActivationKind.Tanh))),
            "gelu, half last" => Times(Times(x, Error(Over(x, MathF.Sqrt(2)))), Number(0.5f)),
            _ => Times(Times(Number(0.5f), x), Error(Times(x, Number(MathF.Sqrt(0.5f))))),
        };

        Assert.Equal(kind, Assert.IsType<Activate>(Check(test, output).Operator).Activation.Kind);

        string Number(float value) => test.Constant(new Tensor([], [value]));
        string Function(string value, Activation activation) => test.Add(new Activate(activation), value);
        string Times(string a, string b) => test.Add(new Multiply(), a, b);
        string Over(string a, float b) => test.Add(new Arithmetic(ArithmeticOperation.Divide), a, Number(b));
        string Clipped() => Function(test.Add(new Add(), x, Number(3)), Activation.Clip(0, 6));
        string Error(string value) => test.Add(new Add(), Function(value, new(ActivationKind.Erf)), Number(1));
    }

    [Fact]
    public void The_product_with_another_value_s_gate_stays()
    {
        var test = new TestNetwork();
        var (x, y) = (test.Input(2, 3), test.Input(2, 3));
        var network = test.Build(test.Add(new Multiply(), x, test.Add(new Activate(Activation.Sigmoid), y)));
        Assert.Same(network, Simplify.Apply(network));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Means_and_quotients_are_a_layer_normalisation(bool hasBias)
    {
        var test = new TestNetwork();
        var x = test.Input(2, 3, 7);
        var difference = test.Add(new Arithmetic(ArithmeticOperation.Subtract), x, Mean(x));
        var variance = test.Add(new Add(), Mean(test.Add(new Multiply(), difference, difference)), test.Constant(new Tensor([], [1e-3f])));
        var quotient = test.Add(new Arithmetic(ArithmeticOperation.Divide), difference, test.Add(new Activate(new(ActivationKind.Sqrt)), variance));
        var output = test.Add(new Multiply(), quotient, test.Constant(7));
        if (hasBias)
        {
            output = test.Add(new Add(), output, test.Constant(7));
        }

        var node = Check(test, output);
        Assert.Equal(new LayerNormalization(-1, 1e-3f), node.Operator);
        Assert.Equal(hasBias ? 3 : 2, node.Inputs.Length);

        string Mean(string value) => test.Add(new Reduce(ReductionKind.Mean, [-1]), value);
    }

    /// <summary>The only node that is left.</summary>
    private static Node Check(TestNetwork test, string output)
    {
        var network = test.Build(output);
        var simplified = Simplify.Apply(network);
        var inputs = test.RandomInputs();
        var (expected, actual) = (ReferenceExecutor.Run(network, inputs)[output], ReferenceExecutor.Run(simplified, inputs)[output]);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        return Assert.Single(simplified.Nodes);
    }
}
