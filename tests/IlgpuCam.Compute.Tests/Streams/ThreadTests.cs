using IlgpuCam.Compute.Tests.Cuda;

namespace IlgpuCam.Compute.Tests.Streams;

[Collection(StandinGroup.Name)]
public sealed class ThreadTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void Threads_with_a_stream_each_use_one_accelerator(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        InParallel(4, thread =>
        {
            using var stream = accelerator.CreateStream();
            using var mark = accelerator.CreateEvent();
            for (var round = 0; round < 100; round++)
            {
                using var x = accelerator.Allocate1D<float>(100 + thread);
                using var y = accelerator.Allocate1D<float>(100 + thread);
                using var pinned = accelerator.AllocatePinned<float>(100 + thread);
                pinned.Span.Fill((1000 * thread) + round);
                x.View.CopyFromPinned(stream, pinned);
                y.View.MemSet(stream, 0);
                TestAccelerators.Saxpy(stream, x.View, y.View, 1);
                y.View.CopyToPinned(stream, pinned);
                stream.RecordEvent(mark);
                mark.Synchronize();
                Assert.Equal(-1, pinned.Span.IndexOfAnyExcept((1000 * thread) + round));
            }
        });
        Assert.Equal(0, accelerator.LiveObjects);
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void Threads_put_into_one_stream(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var ones = accelerator.Allocate1D<float>(Enumerable.Repeat(1f, 50).ToArray());
        using var sum = accelerator.Allocate1D<float>(new float[50]);
        using var stream = accelerator.CreateStream();
        InParallel(4, _ =>
        {
            for (var round = 0; round < 100; round++)
            {
                TestAccelerators.Saxpy(stream, ones.View, sum.View, 1);
                if (round % 25 == 0)
                {
                    stream.Synchronize();
                }
            }
        });
        stream.Synchronize();
        Assert.All(sum.GetAsArray1D(), value => Assert.Equal(400, value));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void What_one_thread_made_another_uses_and_disposes(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var stream = accelerator.CreateStream();
        var x = accelerator.Allocate1D<float>([1, 2, 3]);
        var mark = stream.RecordEvent();
        var graph = stream.Record(() => TestAccelerators.Saxpy(stream, x.View, x.View, 1));
        InParallel(1, _ =>
        {
            graph.Launch(stream);
            stream.RecordEvent(mark);
            mark.Synchronize();
            Assert.Equal([2, 4, 6], x.GetAsArray1D());
            graph.Dispose();
            mark.Dispose();
            x.Dispose();
            stream.Dispose();
            accelerator.Dispose();
        });
        Assert.Equal(0, accelerator.LiveObjects);
    }

    // Threads of their own: none has used the driver before.
    private static void InParallel(int count, Action<int> work)
    {
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Run(i)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Empty(failures);

        void Run(int thread)
        {
            try
            {
                work(thread);
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        }
    }
}
