using IlgpuCam.Compute;
using IlgpuCam.Gpu;
using IlgpuCam.Gpu.Profiling;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;
using PeakRates = IlgpuCam.Kernels.PeakRates;

namespace IlgpuCam.Tests.Gpu;

/// <summary>What is measured of kernels: their work is counted right. No test looks at a time, but for its being there.</summary>
public sealed class KernelProfilerTests
{
    [Theory]
    [AcceleratorData]
    public void Every_launch_of_a_plan_is_measured_with_its_work(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 6, 9, 7);
        var pixel = test.Convolution(input, 6, 10, new(1, 1));
        var wide = test.Convolution(pixel, 10, 8, new(3, 2), pads: new(1, 0, 1, 1));
        var grouped = test.Convolution(wide, 8, 32, new(3, 3), pads: new(1, 1, 1, 1), groups: 8);
        var mirrored = test.Add(new Pad([0, 0, 1, 1, 0, 0, 1, 1], Mode: PadMode.Reflect), grouped);
        var pooled = test.Add(new GlobalPool(PoolingKind.Average, false), mirrored);
        var logits = test.Add(new IlgpuCam.Models.Operators.FullyConnected(), pooled, test.Constant(5, 32), test.Constant(5));
        var network = test.Build(logits);

        using var backend = Open(device);
        using var plan = backend.Compile(network, network.DefaultShapes(), network.Outputs);
        var launches = new KernelProfiler(backend, leastMilliseconds: 0).Measure(plan);
        Assert.Equal(["node0", "node1", "node2", "node4", "node5"], launches.Select(l => l.Layer).Distinct());
        Assert.Equal(2 * plan.MultiplyAdds, launches.Where(l => l.Layer != "node4" && !l.Kernel.StartsWith("SplitSum", StringComparison.Ordinal)).Sum(l => l.Operations));
        Assert.All(launches, l => Assert.True(l.Milliseconds > 0 && l.Bytes > 0 && l.Launch.GridDim.Size > 0, l.ToString()));
        Assert.Equal([2, 10, 9, 7], launches[0].Result);
        Assert.InRange(launches[0].Bytes, 4 * ((2 * 16 * 63) + 60 + 10), double.MaxValue);
    }

    [Theory]
    [AcceleratorData]
    public void The_peak_s_kernels_do_what_they_are_counted_for(string device)
    {
        using var backend = Open(device);
        var accelerator = backend.Accelerator;
        float[] values = [.. Enumerable.Range(0, 3 * PeakRates.GroupSize * PeakRates.Moves)];
        using var source = accelerator.Allocate1D<float>((ReadOnlySpan<float>)values);
        using var target = accelerator.Allocate1D<float>(values.Length);
        PeakRates.Copy(accelerator.DefaultStream, (3, PeakRates.GroupSize), source.View, target.View);
        Assert.Equal(values, target.GetAsArray1D());

        using var sums = accelerator.Allocate1D<float>(2 * PeakRates.GroupSize);
        PeakRates.MultiplyAdd(accelerator.DefaultStream, (2, PeakRates.GroupSize), sums.View, 5, 0.5f);
        Assert.Equal([.. Enumerable.Range(0, 2 * PeakRates.GroupSize).Select(i => Sum(i % PeakRates.GroupSize))], sums.GetAsArray1D());
    }

    [Fact]
    public void The_share_of_peak_is_that_of_what_bounds_the_kernel()
    {
        var peak = new DevicePeak(1000, 100);
        var arithmetic = new KernelMeasurement("layer", "kernel", [1], (1, 1), 2, 1e9, 1e6);
        Assert.Equal((500, 0.5, false), (arithmetic.Gflops, arithmetic.ShareOfPeak(peak), arithmetic.IsBoundByMemory(peak)));
        var memory = arithmetic with { Operations = 0, Bytes = 5e7 };
        Assert.Equal((25, 0.25, true), (memory.GigabytesPerSecond, memory.ShareOfPeak(peak), memory.IsBoundByMemory(peak)));
    }

    [Fact]
    public void A_time_too_short_for_the_clock_has_no_rate()
    {
        var peak = new DevicePeak(1000, 100);
        var none = new KernelMeasurement("layer", "kernel", [1], (1, 1), 0, 0, 1e6);
        Assert.Equal((0, 0, 0), (none.Gflops, none.GigabytesPerSecond, none.ShareOfPeak(peak)));
    }

    private static AcceleratorBackend Open(string device) => new(Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == device)), device, ownsAccelerator: true);

    private static float Sum(int item)
    {
        var total = 0f;
        for (var chain = 0; chain < PeakRates.Chains; chain++)
        {
            float sum = item + chain;
            for (var round = 0; round < 5; round++)
            {
                sum = MathF.FusedMultiplyAdd(sum, 0.5f, 1);
            }

            total += sum;
        }

        return total;
    }
}
