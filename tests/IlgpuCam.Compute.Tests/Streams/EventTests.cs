using IlgpuCam.Compute.Tests.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Streams;

[Collection(StandinGroup.Name)]
public sealed class EventTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void A_mark_is_put_in_again_and_again(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var buffer = accelerator.Allocate1D<float>(new float[100]);
        using var start = accelerator.CreateEvent();
        using var end = accelerator.CreateEvent();
        for (var round = 1; round <= 20; round++)
        {
            stream.RecordEvent(start);
            TestAccelerators.Saxpy(stream, buffer.View, buffer.View, 0);
            stream.RecordEvent(end);
            end.Synchronize();
            Assert.True(start.IsCompleted && end.IsCompleted);
            Assert.InRange(end.MillisecondsSince(start), 0, 60_000);
        }

        Assert.Same(accelerator, end.Accelerator);
        Assert.Equal(5, accelerator.LiveObjects); // with the stream that the buffer was filled through
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Fast), MemberType = typeof(TestAccelerators))]
    public void A_stream_waits_for_another_at_a_mark(string name)
    {
        const int Length = 50_000;
        using var accelerator = TestAccelerators.Create(name);
        using var first = accelerator.CreateStream();
        using var second = accelerator.CreateStream();
        using var ready = accelerator.CreateEvent();
        using var pinned = accelerator.AllocatePinned<float>(Length);
        using var ones = accelerator.Allocate1D<float>(Enumerable.Repeat(1f, Length).ToArray());
        using var sum = accelerator.Allocate1D<float>(new float[Length]);
        for (var round = 1; round <= 10; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                TestAccelerators.Saxpy(first, ones.View, sum.View, 1);
            }

            first.RecordEvent(ready);
            second.Wait(ready);
            sum.View.CopyToPinned(second, pinned);
            second.RecordEvent(ready);
            first.Wait(ready);
            ready.Synchronize();
            Assert.Equal(5f * round, pinned.Span[0]);
            Assert.Equal(5f * round, pinned.Span[^1]);
        }
    }

    [StandinFact]
    public void Waiting_keeps_the_place_that_the_mark_had()
    {
        using var accelerator = TestAccelerators.Create("cuda");
        using var first = accelerator.CreateStream();
        using var second = accelerator.CreateStream();
        using var buffer = accelerator.Allocate1D<int>(new int[4]);
        using var copy = accelerator.AllocatePinned<int>(4);
        using var mark = accelerator.CreateEvent();
        buffer.View.MemSet(first, 1);
        first.RecordEvent(mark);
        second.Wait(mark);
        buffer.View.MemSet(first, 2);
        first.RecordEvent(mark);
        buffer.View.CopyToPinned(second, copy);
        Assert.False(mark.IsCompleted);
        second.Synchronize();
        Assert.Equal(0x01010101, copy.Span[0]);
        first.Synchronize();
        Assert.True(mark.IsCompleted);
    }

    [StandinFact]
    public void Streams_that_do_not_wait_are_independent()
    {
        using var accelerator = TestAccelerators.Create("cuda");
        using var first = accelerator.CreateStream();
        using var second = accelerator.CreateStream();
        using var one = accelerator.Allocate1D<int>(new int[4]);
        using var two = accelerator.Allocate1D<int>(new int[4]);
        one.View.MemSet(first, 1);
        two.View.MemSet(second, 2);
        using var behindFirst = first.RecordEvent();
        using var behindSecond = second.RecordEvent();
        second.Synchronize();
        Assert.True(behindSecond.IsCompleted);
        Assert.False(behindFirst.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void What_was_never_put_in_or_is_anothers_or_disposed_is_refused(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var other = TestAccelerators.Create(name);
        using var foreign = other.DefaultStream.RecordEvent();
        using var stream = accelerator.CreateStream();
        using var never = accelerator.CreateEvent();
        var mark = stream.RecordEvent();
        Assert.Throws<InvalidOperationException>(() => never.IsCompleted);
        Assert.Throws<InvalidOperationException>(never.Synchronize);
        Assert.Throws<InvalidOperationException>(() => stream.Wait(never));
        Assert.Throws<InvalidOperationException>(() => mark.MillisecondsSince(never));
        Assert.Throws<ArgumentException>(() => mark.MillisecondsSince(foreign));
        Assert.Throws<ArgumentException>(() => stream.Wait(foreign));
        Assert.Throws<ArgumentException>(() => stream.RecordEvent(foreign));
        Assert.Throws<InvalidOperationException>(() => stream.Record(() => stream.RecordEvent(never)));
        Assert.Throws<InvalidOperationException>(() => stream.Record(() => stream.Wait(mark)));
        mark.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mark.IsCompleted);
        Assert.Throws<ObjectDisposedException>(() => stream.Wait(mark));
        Assert.Throws<ObjectDisposedException>(() => stream.RecordEvent(mark));
        stream.RecordEvent(never);
        never.Synchronize();
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => foreign.IsCompleted);
        Assert.Throws<ObjectDisposedException>(other.CreateEvent);
    }
}
