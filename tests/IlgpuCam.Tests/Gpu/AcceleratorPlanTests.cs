using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Networks on every accelerator of the machine against the definitions of their operators.</summary>
public sealed class AcceleratorPlanTests
{
    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Convolutions_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 19, 13, 11);
        var wide = test.Convolution(input, 19, 70, new(3, 3), new(2, 1), new(1, 2, 0, 1), activation: Activation.Relu);
        var pixel = test.Convolution(wide, 70, 33, new(1, 1), activation: Activation.Silu);
        var dilated = test.Convolution(pixel, 33, 5, new(3, 2), pads: new(2, 0, 2, 1), dilations: new(2, 1));
        var depthwise = test.Convolution(pixel, 33, 33, new(5, 3), pads: new(2, 1, 2, 1), groups: 33, activation: Activation.HardSwish);
        var grouped = test.Convolution(test.Convolution(input, 19, 32, new(1, 1), new(2, 2)), 32, 48, new(3, 3), groups: 2, pads: new(1, 1, 1, 1));
        Check(device, test, wide, pixel, dilated, depthwise, grouped);
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Convolutions_by_way_of_Winograd_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 33, 9, 14);
        var same = test.Convolution(input, 33, 33, new(3, 3), pads: new(1, 1, 1, 1));
        var sum = test.Add(new Activate(Activation.Relu6), test.Add(new Add(), same, input));
        Check(device, test, sum, test.Convolution(sum, 33, 40, new(3, 3), pads: new(0, 2, 1, 0), activation: Activation.Sigmoid));
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Pooling_and_heads_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(3, 5, 13, 9);
        Window2d window = new(new(3, 2), new(2, 2), Size2.One, new(1, 0, 1, 1), Ceil: true);
        var pooled = test.Add(new GlobalPool(PoolingKind.Average, false), input);
        var logits = test.Add(new FullyConnected(), pooled, test.Constant(11, 5), test.Constant(11));
        Check(
            device,
            test,
            test.Add(new MaxPool2d(window), input),
            test.Add(new AveragePool2d(window), input),
            test.Add(new AveragePool2d(window, true), input),
            test.Add(new GlobalPool(PoolingKind.Max), input),
            logits,
            test.Add(new Softmax(), logits),
            test.Add(new Softmax(1, true), logits));
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Elementwise_operators_and_moves_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 6, 5, 7);
        var gate = test.Add(new Activate(Activation.Sigmoid), test.Add(new GlobalPool(PoolingKind.Average), input));
        var gated = test.Add(new Multiply(Activation.Relu), input, gate);
        var joined = test.Add(new Concat(1), gated, input, test.Constant(2, 3, 5, 7));
        Check(
            device,
            test,
            joined,
            test.Add(new Transpose([0, 2, 3, 1]), joined),
            test.Add(new Arithmetic(ArithmeticOperation.Subtract), input, test.Constant(6, 1, 1)),
            test.Add(new LocalResponseNormalization(5, 0.5f), input),
            test.Add(new Slice(), joined, test.Integers(1, 3), test.Integers(12, 5), test.Integers(1, 2), test.Integers(2, 1)),
            test.Add(new Flatten(), joined));
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Every_activation_is_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(1, 3, 7, 5);
        // The input has values of both signs: a root or logarithm takes their magnitudes.
        var magnitude = test.Add(new Activate(new(ActivationKind.Abs)), input);
        string[] outputs = [.. Enum.GetValues<ActivationKind>().Select(kind => test.Add(
            new Activate(new(kind, 0.7f, 1.3f)), kind is ActivationKind.Log or ActivationKind.Sqrt ? magnitude : input))];
        Check(device, test, outputs);
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void An_operator_without_a_kernel_runs_on_the_processor(string device)
    {
        var test = new TestNetwork();
        var first = test.Convolution(test.Input(1, 4, 6, 6), 4, 4, new(1, 1));
        var padded = test.Add(new Pad([0, 0, 1, 2, 0, 0, 2, 1], Mode: PadMode.Reflect), first);
        var plan = Check(device, test, test.Convolution(padded, 4, 8, new(3, 3)));
        Assert.Single(plan);
    }

    /// <summary>Compares values with the reference; gives the nodes that ran on the processor.</summary>
    private static IReadOnlyList<string> Check(string device, TestNetwork test, params string[] outputs) => PlanRun.Check(device, test, outputs).OnProcessor;
}
