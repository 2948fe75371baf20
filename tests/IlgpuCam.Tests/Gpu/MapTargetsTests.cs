using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Which maps a batch has: the kernel between the best classes and the weighted sums.</summary>
public sealed class MapTargetsTests
{
    [Theory]
    [AcceleratorData]
    public void Each_image_has_its_best_classes_and_then_the_named_ones(string device)
    {
        using var accelerator = Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == device));
        using var winners = accelerator.Allocate1D<int>((ReadOnlySpan<int>)[7, 3, 5, 9, 1, 0]);
        using var named = accelerator.Allocate1D<int>((ReadOnlySpan<int>)[4]);
        using var targets = accelerator.Allocate1D<int>(20);
        using var counts = accelerator.Allocate1D<int>((ReadOnlySpan<int>)[.. Enumerable.Repeat(99, 10)]);
        targets.View.MemSet(accelerator.DefaultStream, 0xff);
        MapTargets.Run(accelerator.DefaultStream, (3, 5), winners.View, named.View, targets.View, counts.View, 2, 3, 9);
        Assert.Equal([0, 7, 0, 3, 0, 4, 1, 5, 1, 9, 1, 4, 2, 1, 2, 0, 2, 4, -1, -1], targets.GetAsArray1D());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 99], counts.GetAsArray1D());
    }
}
