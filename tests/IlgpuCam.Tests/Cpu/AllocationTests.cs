using IlgpuCam.Cpu;
using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Runs allocate nothing. This runs while no other test does, since the memory of all threads is counted.</summary>
[Collection(nameof(AloneDefinition))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ten_thousand_runs_do_not_grow_memory(int threads)
    {
        var (network, output) = PlanTests.Small();
        Repeat(network, [output], threads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ten_thousand_backward_passes_do_not_grow_memory(int threads)
    {
        var (network, output) = PlanTests.Small();
        var graph = GradientNetwork.Create(network, network.DefaultShapes(), new(output, [network.Inputs[0].Name]));
        Repeat(graph.Network, [output, graph.Gradients[0]], threads);
    }

    private static void Repeat(Network network, string[] outputs, int threads)
    {
        using var backend = new CpuBackend(threads);
        using var plan = backend.Compile(network, new Dictionary<string, Shape>(), outputs);
        Tensor[] input = [.. plan.Inputs.Select(i => new Tensor(i.Shape))];
        Tensor[] result = [.. plan.Outputs.Select(o => new Tensor(o.Shape))];
        for (var i = 0; i < 100; i++)
        {
            plan.Run(input, result);
        }

        var own = GC.GetAllocatedBytesForCurrentThread();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 10_000; i++)
        {
            plan.Run(input, result);
        }

        Assert.Equal(own, GC.GetAllocatedBytesForCurrentThread());

        // The runner's own threads may allocate a little; one object a run would be 240,000 bytes at least.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 200_000);
    }
}
