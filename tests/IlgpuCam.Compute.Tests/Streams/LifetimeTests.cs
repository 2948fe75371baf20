using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;
using IlgpuCam.Compute.Tests.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Streams;

[Collection(StandinGroup.Name)]
public sealed class LifetimeTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void Ten_thousand_cycles_of_everything_leave_nothing_behind(string name)
    {
        const int Cycles = 10_000;
        var before = Native();
        using (var accelerator = TestAccelerators.Create(name))
        {
            var memory = 0L;
            for (var i = 0; i < Cycles; i++)
            {
                using var x = accelerator.Allocate1D<float>(1000 + (i % 1000));
                using var y = accelerator.Allocate1D<float>(x.Length);
                using var pinned = accelerator.AllocatePinned<float>(1000 + (i % 1000));
                using var stream = accelerator.CreateStream();
                using var mark = accelerator.CreateEvent();
                using var graph = stream.Record(() => TestAccelerators.Saxpy(stream, x.View.SubView(0, 4), y.View.SubView(0, 4), 2));
                x.View.CopyFromPinned(stream, pinned);
                TestAccelerators.Saxpy(stream, x.View.SubView(0, 4), y.View.SubView(0, 4), 1);
                graph.Launch(stream);
                stream.RecordEvent(mark);
                stream.Wait(mark);
                if (i == Cycles / 5)
                {
                    memory = Environment.WorkingSet;
                }
            }

            Assert.Equal(0, accelerator.LiveObjects);
            Assert.InRange(accelerator.MemoryStatistics.Allocations, 1, 24);
            Assert.InRange(accelerator.PinnedMemoryStatistics.Allocations, 1, 24);
            Assert.InRange(Environment.WorkingSet - memory, long.MinValue, 100L << 20);
        }

        Assert.Equal(before, Native());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void Everything_is_disposed_in_any_order_while_work_is_under_way(string name)
    {
        var before = Native();
        var random = new Random(11);
        for (var round = 0; round < 100; round++)
        {
            var accelerator = TestAccelerators.Create(name);
            var x = accelerator.Allocate1D<float>(1000);
            var pinned = accelerator.AllocatePinned<float>(1000);
            var stream = accelerator.CreateStream();
            var other = accelerator.CreateStream();
            var mark = accelerator.CreateEvent();
            x.View.CopyFromPinned(stream, pinned);
            var graph = stream.Record(() => TestAccelerators.Saxpy(stream, x.View, x.View, 1));
            graph.Launch(stream);
            stream.RecordEvent(mark);
            other.Wait(mark);
            x.View.CopyToPinned(other, pinned);
            IDisposable[] all = [accelerator, x, pinned, stream, other, mark, graph];
            random.Shuffle(all);
            foreach (var item in all)
            {
                item.Dispose();
                item.Dispose();
            }

            Assert.Equal(0, accelerator.LiveObjects);
            Assert.Throws<ObjectDisposedException>(() => accelerator.AllocatePinned<int>(1));
            Assert.Throws<ObjectDisposedException>(() => mark.IsCompleted);
            Assert.Throws<ObjectDisposedException>(() => pinned.Span.Length);
        }

        Assert.Equal(before, Native());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void Accelerators_come_and_go(string name)
    {
        var before = Native();
        for (var i = 0; i < 200; i++)
        {
            using var accelerator = TestAccelerators.Create(name);
            _ = accelerator.Allocate1D<float>(10);
            _ = accelerator.AllocatePinned<float>(10);
            _ = accelerator.CreateStream().RecordEvent();
        }

        Assert.Equal(before, Native());
    }

    // What the drivers and the process have alive, once the collector has taken what other tests left.
    private static long[] Native()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return [OpenClHandle.Alive, HostMemoryHandle.Alive, .. CudaStandin.SkipReason is null ? StandinControls.AliveOfAll() : []];
    }
}
