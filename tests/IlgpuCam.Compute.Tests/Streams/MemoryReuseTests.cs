using IlgpuCam.Compute.Tests.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Streams;

/// <summary>
/// A buffer may be disposed while a stream is at it; its memory then serves another, perhaps in another stream. The stand-in runs a stream
/// only when somebody waits, and so shows who does not.
/// </summary>
[Collection(StandinGroup.Name)]
public sealed class MemoryReuseTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void Another_stream_waits_for_the_memory_s_former_user(string name)
    {
        const int Length = 30_000;
        using var accelerator = TestAccelerators.Create(name);
        using var first = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>(Enumerable.Repeat(1f, Length).ToArray());
        for (var round = 0; round < 5; round++)
        {
            var y = accelerator.Allocate1D<float>(Length);
            y.View.MemSet(first, 0);
            TestAccelerators.Saxpy(first, x.View, y.View, 1);
            y.Dispose();
            using var z = accelerator.Allocate1D<float>(Length);

            // Made only now: when the memory was given out, there was one stream that had anything to do.
            using var second = accelerator.CreateStream();
            z.View.MemSet(second, 0);
            second.Synchronize();
            first.Synchronize();
            Assert.All(z.GetAsArray1D(), value => Assert.Equal(0, value));
        }

        Assert.Equal(2, accelerator.MemoryStatistics.Allocations);
    }

    [StandinTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_another_stream_waits_and_only_for_what_was_not_waited_for_since(bool isWaitedFor)
    {
        using var accelerator = TestAccelerators.Create("cuda");
        using var stream = accelerator.CreateStream();
        using var other = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        var y = accelerator.Allocate1D<float>(3);
        TestAccelerators.Saxpy(stream, x.View, y.View, 1);
        y.Dispose();
        if (isWaitedFor)
        {
            stream.Synchronize();
            TestAccelerators.Saxpy(stream, x.View, x.View, 1);
        }

        using var mark = stream.RecordEvent();
        using var z = accelerator.Allocate1D<float>(3);
        Assert.Equal(1, accelerator.MemoryStatistics.Reuses);
        if (!isWaitedFor)
        {
            z.View.MemSet(stream, 0);
            Assert.False(mark.IsCompleted);
        }

        z.View.MemSet(other, 0);
        Assert.NotEqual(isWaitedFor, mark.IsCompleted);
    }

    [StandinFact]
    public void A_graph_s_memory_is_waited_for_too()
    {
        using var accelerator = TestAccelerators.Create("cuda");
        using var first = accelerator.CreateStream();
        using var second = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>([1, 2, 3]);
        var y = accelerator.Allocate1D<float>(3);
        using var graph = first.Record(() => TestAccelerators.Saxpy(first, x.View, y.View, 1));
        graph.Launch(first);
        y.Dispose();
        using var z = accelerator.Allocate1D<float>(3);
        z.View.MemSet(second, 0);
        second.Synchronize();
        first.Synchronize();
        Assert.Equal([0, 0, 0], z.GetAsArray1D());
        Assert.Throws<ObjectDisposedException>(() => graph.Launch(first));
    }
}
