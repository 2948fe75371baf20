using IlgpuCam.Compute.Tests.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Streams;

[Collection(StandinGroup.Name)]
public sealed class PinnedMemoryTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void Parts_are_copied_from_and_to_pinned_memory(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var source = accelerator.AllocatePinned<int>(7);
        using var destination = accelerator.AllocatePinned<int>(5);
        using var buffer = accelerator.Allocate1D<int>(new int[9]);
        Enumerable.Range(1, 7).ToArray().CopyTo(source.Span);
        destination.Span.Fill(-1);
        buffer.View.SubView(2, 4).CopyFromPinned(stream, source, offset: 3);
        buffer.View.SubView(1, 3).CopyToPinned(stream, destination, offset: 1);
        stream.Synchronize();
        Assert.Equal([-1, 0, 4, 5, -1], destination.Span.ToArray());
        Assert.Equal([0, 0, 4, 5, 6, 7, 0, 0, 0], buffer.GetAsArray1D());
        buffer.View.SubView(0, 0).CopyToPinned(stream, destination, offset: 5);
        Assert.Equal((7, 28L), (source.Length, source.LengthInBytes));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void What_does_not_fit_is_refused(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var other = TestAccelerators.Create(name);
        var stream = accelerator.DefaultStream;
        using var buffer = accelerator.Allocate1D<int>(new int[4]);
        using var foreign = other.AllocatePinned<int>(4);
        var pinned = accelerator.AllocatePinned<int>(4);
        Assert.Throws<ArgumentException>(() => buffer.View.CopyFromPinned(stream, pinned, offset: 1));
        Assert.Throws<ArgumentException>(() => buffer.View.CopyToPinned(stream, pinned, offset: -1));
        Assert.Throws<ArgumentException>(() => buffer.View.CopyFromPinned(stream, foreign));
        Assert.Throws<ArgumentOutOfRangeException>(() => accelerator.AllocatePinned<int>(0));
        pinned.Dispose();
        Assert.True(pinned.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => buffer.View.CopyFromPinned(stream, pinned));
        Assert.Throws<ObjectDisposedException>(() => pinned.Span.Length);
        Assert.Equal([0, 0, 0, 0], buffer.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void Memory_disposed_during_a_copy_serves_again_only_when_the_copy_is_through(string name)
    {
        const int Length = 100_000;
        using var accelerator = TestAccelerators.Create(name);
        using var stream = accelerator.CreateStream();
        using var buffer = accelerator.Allocate1D<int>(Length);
        for (var round = 1; round <= 5; round++)
        {
            var first = accelerator.AllocatePinned<int>(Length);
            first.Span.Fill(round);
            buffer.View.CopyFromPinned(stream, first);
            first.Dispose();
            using var second = accelerator.AllocatePinned<int>(Length);
            second.Span.Fill(-round);
            stream.Synchronize();
            Assert.All(buffer.GetAsArray1D(), value => Assert.Equal(round, value));
        }

        Assert.Equal((1L, 9L), (accelerator.PinnedMemoryStatistics.Allocations, accelerator.PinnedMemoryStatistics.Reuses));
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void Memory_disposed_during_a_copy_is_freed_only_when_the_copy_is_through(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var stream = accelerator.CreateStream();
        using var buffer = accelerator.Allocate1D<int>(1000);
        var pinned = accelerator.AllocatePinned<int>(1000);
        pinned.Span.Fill(6);
        buffer.View.CopyFromPinned(stream, pinned);
        pinned.Dispose();
        Assert.Equal(4096, accelerator.PinnedMemoryStatistics.CachedBytes);
        accelerator.TrimMemory();
        Assert.Equal(0, accelerator.PinnedMemoryStatistics.CachedBytes);
        stream.Dispose();
        Assert.All(buffer.GetAsArray1D(), value => Assert.Equal(6, value));
    }

    [StandinFact]
    public void Copies_are_made_when_the_stream_comes_to_them()
    {
        using var accelerator = TestAccelerators.Create("cuda");
        var stream = accelerator.DefaultStream;
        using var pinned = accelerator.AllocatePinned<int>(4);
        using var buffer = accelerator.Allocate1D<int>(4);
        pinned.Span.Fill(1);
        buffer.View.CopyFromPinned(stream, pinned);
        pinned.Span.Fill(2);
        stream.Synchronize();
        Assert.Equal([2, 2, 2, 2], buffer.GetAsArray1D());
        buffer.View.MemSet(stream, 0);
        buffer.View.CopyToPinned(stream, pinned);
        Assert.Equal([2, 2, 2, 2], pinned.Span.ToArray());
        stream.Synchronize();
        Assert.Equal([0, 0, 0, 0], pinned.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.All), MemberType = typeof(TestAccelerators))]
    public void A_span_of_pinned_memory_is_copied_at_once_like_any_other(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var stream = accelerator.DefaultStream;
        using var pinned = accelerator.AllocatePinned<int>(8);
        using var buffer = accelerator.Allocate1D<int>(4);
        pinned.Span.Fill(1);
        buffer.View.CopyFromCPU(stream, pinned.Span[2..6]);
        pinned.Span.Fill(2);
        buffer.View.CopyToCPU(stream, pinned.Span[4..]);
        Assert.Equal([2, 2, 2, 2, 1, 1, 1, 1], pinned.Span.ToArray());
    }
}
