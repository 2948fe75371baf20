using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Compute.Tests.Kernels;

namespace IlgpuCam.Compute.Tests;

public sealed class LaunchCheckTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Shapes_that_do_not_fit_are_refused(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var x = accelerator.Allocate1D<float>(4);
        using var numbers = accelerator.Allocate1D<int>(4);
        var stream = accelerator.DefaultStream;
        Assert.Contains("a grid of at least one group", Refusal(() => Saxpy.Run(stream, (0, 4), x.View, x.View, 1)));
        Assert.Contains("work-items were expected", Refusal(() => Saxpy.Run(stream, new(1, (4, -1)), x.View, x.View, 1)));
        Assert.Contains(accelerator.Device.Id, Refusal(() => Saxpy.Run(stream, (1, 1 << 20), x.View, x.View, 1)));
        Assert.Contains("groups of 1 to 64 work-items", Refusal(() => Reduce.Run(stream, (1, 65), numbers.View, numbers.View)));
        Assert.Contains("bytes of shared memory", Refusal(() => Reverse.Run(stream, new(1, 4, 1 << 30), numbers.View)));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Arguments_that_do_not_fit_are_refused(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var other = new EmulatorAccelerator();
        using var x = accelerator.Allocate1D<float>(4);
        using var foreign = other.Allocate1D<float>(4);
        using var bytes = accelerator.Allocate1D<byte>(17);
        var stream = accelerator.DefaultStream;
        Assert.Contains("'y' has to be a view of memory of", Refusal(() => Saxpy.Run(stream, (1, 4), x.View, foreign.View, 1)));
        Assert.Contains("starts at byte 1, which", Refusal(() => Saxpy.Run(stream, (1, 4), bytes.View.SubView(1).Cast<float>(), x.View, 1)));
        Assert.Contains("3 arguments were expected, found 1", Refusal(() => stream.Launch(Saxpy.Definition, (1, 4), [KernelArgument.Of(x.View)])));
        Assert.Contains("of 4 bytes, found a view of 1", Refusal(() => stream.Launch(
            Saxpy.Definition, (1, 4), [KernelArgument.Of(bytes.View), KernelArgument.Of(x.View), KernelArgument.Of(x.View)])));
        var view = x.View;
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Saxpy.Run(stream, (1, 4), view, view, 1));
    }

    [Fact]
    public void The_vocabulary_means_nothing_outside_a_kernel()
    {
        var element = 0;
        Assert.Contains("only inside a kernel", Assert.Throws<InvalidOperationException>(() => Grid.IdxX).Message);
        Assert.Contains("only inside a kernel", Assert.Throws<InvalidOperationException>(Group.Barrier).Message);
        Assert.Contains("only inside a kernel", Assert.Throws<InvalidOperationException>(() => Atomic.Add(ref element, 1)).Message);
        Assert.Contains("only inside a kernel", Assert.Throws<InvalidOperationException>(() => SharedMemory.Allocate<int>(1)).Message);
        Assert.Contains("only inside a kernel", Assert.Throws<InvalidOperationException>(() => Warp.Shuffle(1f, 0)).Message);
    }

    private static string Refusal(Action launch) => Assert.Throws<ArgumentException>(launch).Message;
}
