using IlgpuCam.Compute.Tests.Kernels;

namespace IlgpuCam.Compute.Tests;

public sealed class MemoryTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Copies_of_ranges_filling_and_copies_on_the_device_do_what_they_say(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var stream = accelerator.DefaultStream;
        using var a = accelerator.Allocate1D<int>([1, 2, 3, 4, 5]);
        using var b = accelerator.Allocate1D<int>(5);
        b.View.MemSet(stream, 0x11);
        a.View.SubView(1, 3).CopyTo(stream, b.View.SubView(2, 3));
        a.CopyFromCPU([8, 9], offset: 3);
        var part = new int[3];
        a.CopyToCPU(part, offset: 2);
        Assert.Equal([3, 8, 9], part);
        Assert.Equal([0x11111111, 0x11111111, 2, 3, 4], b.GetAsArray1D());
        using var bytes = accelerator.Allocate1D<byte>(7);
        bytes.View.MemSet(stream, 1);
        bytes.View.SubView(1, 3).MemSet(stream, 7);
        Assert.Equal([1, 7, 7, 7, 1, 1, 1], bytes.GetAsArray1D());
        Assert.Throws<KernelIndexException>(() => a.CopyFromCPU([1, 2, 3], offset: 3));
        Assert.Throws<ArgumentException>(() => a.View.CopyTo(stream, b.View.SubView(1)));
        Assert.Throws<ArgumentException>(() => a.View.SubView(0, 3).CopyTo(stream, a.View.SubView(2)));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Marks_keep_time(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        using var start = stream.RecordEvent();
        Saxpy.Run(stream, (1, 4), x.View, x.View, 2);
        using var end = stream.RecordEvent();
        Assert.InRange(end.MillisecondsSince(start), 0, 60_000);
        Assert.True(end.IsCompleted);
        Assert.Equal([3, 6, 9], x.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void A_recorded_graph_does_again_what_was_recorded(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var stream = accelerator.DefaultStream;
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        var y = accelerator.Allocate1D<float>(3);
        y.MemSetToZero();
        using var graph = stream.Record(() =>
        {
            var factor = 2f;
            Saxpy.Run(stream, (1, 4), x.View, y.View, factor);
            factor = 3;
            Saxpy.Run(stream, (1, 4), x.View, y.View, factor);
            Assert.Throws<InvalidOperationException>(() => y.GetAsArray1D());
            Assert.Throws<InvalidOperationException>(y.MemSetToZero);
        });
        Assert.Equal(2, graph.Count);
        Assert.Equal([0, 0, 0], y.GetAsArray1D());
        graph.Launch(stream);
        graph.Launch(stream);
        Assert.Equal([10, 20, 30], y.GetAsArray1D());
        y.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graph.Launch(stream));
    }

    [Theory]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    [InlineData(257, 320)]
    [InlineData(320, 320)]
    [InlineData(321, 384)]
    [InlineData(500, 512)]
    [InlineData(513, 640)]
    [InlineData((1L << 40) + 1, 5L << 38)]
    public void Size_classes_are_four_an_octave(long bytes, long size) => Assert.Equal(size, MemoryCache.SizeClass(bytes));

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void The_memory_of_a_disposed_buffer_serves_the_next_and_is_freed_on_demand(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        accelerator.Allocate1D<float>(1000).Dispose();
        using var again = accelerator.Allocate1D<float>(1001);
        var statistics = accelerator.MemoryStatistics;
        Assert.Equal((1L, 1L, 4096L, 0L), (statistics.Allocations, statistics.Reuses, statistics.UsedBytes, statistics.CachedBytes));
        again.Dispose();
        accelerator.TrimMemory();
        Assert.Equal((0L, 0L, 4096L), (accelerator.MemoryStatistics.UsedBytes, accelerator.MemoryStatistics.CachedBytes, accelerator.MemoryStatistics.PeakBytes));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Disposal_in_any_order_is_safe_and_later_use_is_refused(string name)
    {
        var accelerator = TestAccelerators.Create(name);
        var stream = accelerator.CreateStream();
        var mark = stream.RecordEvent();
        var buffer = accelerator.Allocate1D<int>([1, 2, 3]);
        var early = accelerator.Allocate1D<int>(3);
        var graph = stream.Record(() => Reduce.Run(stream, (1, 64), buffer.View, early.View));
        early.Dispose();
        early.Dispose();
        Assert.Throws<ObjectDisposedException>(() => early.View);
        accelerator.Dispose();
        accelerator.Dispose();
        Assert.True(buffer.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => buffer.View);
        Assert.Throws<ObjectDisposedException>(() => buffer.GetAsArray1D());
        Assert.Throws<ObjectDisposedException>(stream.Synchronize);
        Assert.Throws<ObjectDisposedException>(() => graph.Launch(stream));
        Assert.Throws<ObjectDisposedException>(() => accelerator.Allocate1D<int>(1));
        Assert.Throws<ObjectDisposedException>(() => accelerator.DefaultStream);
        buffer.Dispose();
        graph.Dispose();
        mark.Dispose();
        stream.Dispose();
        Assert.Equal(0, accelerator.LiveObjects);
    }
}
