using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>What a plan promises: any number of threads, no memory, checked arguments, cancellation.</summary>
public sealed class PlanTests
{
    private static readonly Dictionary<string, Shape> NoShapes = [];

    [Fact]
    public void Threads_on_one_plan_give_the_same_bits_as_one_after_the_other()
    {
        var (network, output) = Small();
        foreach (var threads in new[] { 1, 2, 3, 4 })
        {
            using var backend = new CpuBackend(threads);
            using var plan = backend.Compile(network, NoShapes, [output]);
            var inputs = Enumerable.Range(0, 8).Select(i => new TestNetwork(i).Random(plan.Inputs[0].Shape)).ToArray();
            using var single = new CpuBackend(1);
            var expected = inputs.Select(i => Run(single.Compile(network, NoShapes, [output]), i)).ToArray();
            Parallel.For(0, 64, new() { MaxDegreeOfParallelism = 4 }, i => Assert.Equal(expected[i % 8], Run(plan, inputs[i % 8])));
        }
    }

    [Fact]
    public void Cancelling_ends_a_run_and_leaves_the_plan_usable()
    {
        var (network, output) = Small();
        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, NoShapes, [output]);
        Tensor[] input = [new(plan.Inputs[0].Shape)];
        Tensor[] result = [new(plan.Outputs[0].Shape)];
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => plan.Run(input, result, source.Token));
        plan.Run(input, result);
    }

    [Fact]
    public void Wrong_tensors_are_refused()
    {
        var (network, output) = Small();
        using var backend = new CpuBackend(1);
        using var plan = backend.Compile(network, NoShapes, [output]);
        Tensor[] input = [new(plan.Inputs[0].Shape)];
        Tensor[] result = [new(plan.Outputs[0].Shape)];
        Assert.Throws<ArgumentException>(() => plan.Run([], result));
        Assert.Throws<ArgumentException>(() => plan.Run(input, input));
        Assert.Throws<ArgumentException>(() => plan.Run([new([1, 3, 8, 8])], result));
        Assert.Throws<NetworkException>(() => backend.Compile(network, NoShapes, ["nothing"]));
        Assert.Throws<NetworkException>(() => backend.Compile(network, new Dictionary<string, Shape> { ["nothing"] = [1] }, [output]));
    }

    [Fact]
    public void A_plan_that_outlives_its_backend_says_so()
    {
        var (network, output) = Small();
        var backend = new CpuBackend(2);
        var plan = backend.Compile(network, NoShapes, [output]);
        Tensor[] input = [new(plan.Inputs[0].Shape)];
        Tensor[] result = [new(plan.Outputs[0].Shape)];
        plan.Run(input, result);
        backend.Dispose();
        Assert.Throws<ObjectDisposedException>(() => plan.Run(input, result));
        Assert.Throws<ObjectDisposedException>(() => backend.Compile(network, NoShapes, [output]));
        plan.Dispose();
        Assert.Throws<ObjectDisposedException>(() => plan.Run(input, result));
    }

    [Fact]
    public void A_backend_may_be_disposed_while_plans_run()
    {
        var (network, output) = Small();
        for (var repeat = 0; repeat < 20; repeat++)
        {
            var backend = new CpuBackend(3);
            var plan = backend.Compile(network, NoShapes, [output]);
            using var running = new CountdownEvent(3);
            var callers = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                Tensor[] input = [new(plan.Inputs[0].Shape)];
                Tensor[] result = [new(plan.Outputs[0].Shape)];
                plan.Run(input, result);
                running.Signal();
                Assert.Throws<ObjectDisposedException>(() =>
                {
                    for (var run = 0; run < int.MaxValue; run++)
                    {
                        plan.Run(input, result);
                    }
                });
            })).ToArray();
            Array.ForEach(callers, c => c.Start());
            running.Wait();
            backend.Dispose();
            Assert.All(callers, c => Assert.True(c.Join(TimeSpan.FromSeconds(30))));
        }
    }

    [Fact]
    public void All_unsupported_nodes_are_named_at_once()
    {
        var test = new TestNetwork();
        var first = test.Add(new Unknown(), test.Input(1, 3));
        var second = test.Add(new Unknown(), test.Add(new Activate(Activation.Relu), first));
        using var backend = new CpuBackend(1);
        var error = Assert.Throws<NetworkException>(() => backend.Compile(test.Build(second), NoShapes, [second]));
        Assert.Contains("'node0' (unknown", error.Message, StringComparison.Ordinal);
        Assert.Contains("'node2' (unknown", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'node1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("conv2d", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_much_memory_is_refused_before_any_is_taken()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 3, 30000, 30000), 3, 64, new(1, 1));
        using var backend = new CpuBackend(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<NetworkException>(() => backend.Compile(test.Build(maps), NoShapes, [maps]));
        Assert.Contains("'node0'", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Weights_that_are_computed_are_refused_by_name()
    {
        var test = new TestNetwork();
        var value = test.Add(new Conv2d(Size2.One, default, Size2.One), test.Input(1, 3, 8, 8), test.Input(4, 3, 1, 1));
        using var backend = new CpuBackend(1);
        Assert.Contains("'node0'", Assert.Throws<NetworkException>(() => backend.Compile(test.Build(value), NoShapes, [value])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Multiply_adds_are_those_of_the_direct_algorithm()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 8, 8), 3, 5, new(3, 3), new(2, 2), new(1, 1, 1, 1));
        var layer = test.Add(new FullyConnected(), test.Add(new Flatten(), maps), test.Constant(7, 80));
        using var backend = new CpuBackend(1);
        using var plan = backend.Compile(test.Build(layer), NoShapes, [layer]);
        Assert.Equal((2 * 5 * 4 * 4 * 3 * 3 * 3) + (2 * 7 * 80), plan.MultiplyAdds);
    }

    [Fact]
    public void Empty_batches_run()
    {
        var (network, output) = Small();
        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { ["input0"] = [0, 3, 17, 17] }, [output]);
        plan.Run([new([0, 3, 17, 17])], [new(plan.Outputs[0].Shape)]);
        Assert.Equal(0, plan.Outputs[0].Shape.ElementCount);
    }

    internal static (Network Network, string Output) Small()
    {
        var test = new TestNetwork();
        var stem = test.Convolution(test.Input(1, 3, 17, 17), 3, 20, new(3, 3), new(2, 2), new(1, 1, 1, 1), activation: Activation.Relu6);
        var wide = test.Convolution(stem, 20, 40, new(1, 1), activation: Activation.Relu6);
        var deep = test.Convolution(wide, 40, 40, new(3, 3), pads: new(1, 1, 1, 1), groups: 40, activation: Activation.Relu6);
        var sum = test.Add(new Add(), test.Convolution(deep, 40, 20, new(1, 1)), stem);
        var pooled = test.Add(new GlobalPool(PoolingKind.Average, KeepDimensions: false), sum);
        var output = test.Add(new Softmax(), test.Add(new FullyConnected(), pooled, test.Constant(10, 20), test.Constant(10)));
        return (test.Build(output), output);
    }

    private static float[] Run(IlgpuCam.Backends.IPlan plan, Tensor input)
    {
        var result = new Tensor(plan.Outputs[0].Shape);
        plan.Run([input], [result]);
        return result.Data;
    }

    private sealed record Unknown : Operator
    {
        public override string Kind => "unknown";

        public override ValueInfo Infer(InferenceContext context) => context.Info(0);
    }
}
