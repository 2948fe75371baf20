using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>The stand-in runs a stream's work when somebody waits for it, so that an order that was not asked for shows.</summary>
[Collection(StandinGroup.Name)]
public unsafe class StandinStreamTests : StandinTest
{
    private const int Relaxed = 2, Global = 0;

    [StandinFact]
    public void Work_is_done_when_it_is_waited_for()
    {
        var address = Upload<int>([1, 2, 3, 4]);
        Check(CudaDriver.MemsetD32Async(address, 7, 4, Stream));
        Assert.Equal([1, 2, 3, 4], Peek(address));
        Assert.Equal([7, 7, 7, 7], Download<int>(address, 4));
    }

    [StandinFact]
    public void A_query_gets_there_in_the_end()
    {
        var address = Upload<int>([1, 2, 3, 4]);
        Check(CudaDriver.MemsetD32Async(address, 7, 4, Stream));
        Check(CudaDriver.MemsetD8Async(address, 1, 4, Stream));
        Assert.Equal(CudaCode.NotReady, CudaDriver.StreamQuery(Stream));
        Assert.Equal(CudaCode.NotReady, CudaDriver.StreamQuery(Stream));
        Assert.Equal(CudaCode.Success, CudaDriver.StreamQuery(Stream));
        Assert.Equal([0x01010101, 7, 7, 7], Peek(address));
    }

    [StandinFact]
    public void Copies_from_pinned_memory_are_made_later_than_those_from_elsewhere()
    {
        var (pinnedTarget, otherTarget) = (Upload<int>(new int[4]), Upload<int>(new int[4]));
        using var pinned = new CudaPinnedHandle(Context, 16);
        var source = (int*)pinned.DangerousGetHandle();
        var values = stackalloc int[] { 5, 5, 5, 5 };
        new ReadOnlySpan<int>(values, 4).CopyTo(new Span<int>(source, 4));
        Check(CudaDriver.MemcpyHtoDAsync(pinnedTarget, source, 16, Stream));
        Check(CudaDriver.MemcpyHtoDAsync(otherTarget, values, 16, Stream));
        new Span<int>(source, 4).Fill(6);
        new Span<int>(values, 4).Fill(6);
        Assert.Equal([6, 6, 6, 6], Download<int>(pinnedTarget, 4));
        Assert.Equal([5, 5, 5, 5], Peek(otherTarget));
    }

    [StandinFact]
    public void A_stream_waits_for_anothers_event()
    {
        var address = Upload<int>(new int[4]);
        using var other = new CudaStreamHandle(Context);
        using var ready = new CudaEventHandle(Context);
        Check(CudaDriver.MemsetD32Async(address, 1, 4, Stream));
        Check(CudaDriver.EventRecord(ready, Stream));
        Check(CudaDriver.StreamWaitEvent(other, ready, 0));
        Check(CudaDriver.MemsetD32Async(address, 2, 2, other));
        Check(CudaDriver.StreamSynchronize(other));
        Assert.Equal([2, 2, 1, 1], Peek(address));
    }

    [StandinFact]
    public void Without_an_event_streams_keep_no_order()
    {
        var address = Upload<int>(new int[4]);
        using var other = new CudaStreamHandle(Context);
        Check(CudaDriver.MemsetD32Async(address, 1, 4, Stream));
        Check(CudaDriver.MemsetD32Async(address, 2, 2, other));
        Check(CudaDriver.StreamSynchronize(other));
        Assert.Equal([2, 2, 0, 0], Peek(address));
    }

    [StandinFact]
    public void Events_measure_the_time_between_them()
    {
        var address = Upload<int>(new int[64]);
        var kernel = Load("test_indices", 8, 8);
        using var start = new CudaEventHandle(Context);
        using var end = new CudaEventHandle(Context);
        Assert.Equal(CudaCode.InvalidHandle, CudaDriver.EventElapsedTime(out _, start, end));
        Check(CudaDriver.EventRecord(start, Stream));
        Launch(kernel, address, Shape(100, 64));
        Check(CudaDriver.EventRecord(end, Stream));
        Assert.Equal(CudaCode.NotReady, CudaDriver.EventElapsedTime(out _, start, end));
        Assert.Equal(CudaCode.NotReady, CudaDriver.EventQuery(end));
        Check(CudaDriver.EventSynchronize(end));
        Check(CudaDriver.EventElapsedTime(out var milliseconds, start, end));
        Assert.InRange(milliseconds, 1e-6, 60_000);
    }

    [StandinFact]
    public void A_graph_does_again_what_was_captured()
    {
        var values = Enumerable.Range(0, 64).ToArray();
        var address = Upload<int>(values);
        var kernel = Load("test_reverse", 8, 8);
        Check(CudaDriver.StreamBeginCapture(Stream, Relaxed));
        Launch(kernel, address, Shape(1, 64, 256));
        Check(CudaDriver.MemsetD32Async(address, 9, 1, Stream));
        Assert.Equal(values[..4], Peek(address));
        Check(CudaDriver.StreamEndCapture(Stream, out var captured));
        using var graph = new CudaGraphHandle(Context, captured);
        Assert.Equal(values[..4], Download<int>(address, 4));
        Check(CudaDriver.GraphLaunch(graph, Stream));
        Assert.Equal([9, 62, 61, 60], Download<int>(address, 4));
        Check(CudaDriver.GraphLaunch(graph, Stream));
        Check(CudaDriver.GraphLaunch(graph, Stream));
        Assert.Equal([9, 62, 61, 60], Download<int>(address, 4));
        Assert.Equal(0, StandinControls.Alive(StandinObject.Graph));
    }

    [StandinFact]
    public void Waiting_for_a_stream_that_is_captured_spoils_the_capture()
    {
        Check(CudaDriver.StreamBeginCapture(Stream, Relaxed));
        Assert.Equal("CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED", CudaCall.Name(CudaDriver.StreamSynchronize(Stream)));
        Assert.Equal("CUDA_ERROR_STREAM_CAPTURE_INVALIDATED", CudaCall.Name(CudaDriver.StreamEndCapture(Stream, out _)));
        Assert.Equal("CUDA_ERROR_STREAM_CAPTURE_UNMATCHED", CudaCall.Name(CudaDriver.StreamEndCapture(Stream, out _)));
    }

    [StandinTheory]
    [InlineData(Relaxed, "CUDA_SUCCESS")]
    [InlineData(Global, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED")]
    public void Memory_is_allocated_during_a_capture_only_where_that_is_allowed(int mode, string code)
    {
        Check(CudaDriver.StreamBeginCapture(Stream, mode));
        Assert.Equal(code, CudaCall.Name(CudaDriver.MemAlloc(out var address, 16)));
        Assert.Equal(mode == Relaxed ? CudaCode.Success : (CudaCode)901, CudaDriver.StreamEndCapture(Stream, out var graph));
        Assert.Equal(mode == Relaxed ? CudaCode.Success : CudaCode.InvalidValue, CudaDriver.GraphDestroy(graph));
        Assert.Equal(mode == Relaxed ? CudaCode.Success : CudaCode.InvalidValue, CudaDriver.MemFree(address));
    }

    [StandinFact]
    public void Copies_beyond_an_allocation_are_refused()
    {
        var address = Upload<int>(new int[4]);
        var values = stackalloc int[8];
        Assert.Equal(CudaCode.InvalidValue, CudaDriver.MemcpyHtoD(address, values, 20));
        Assert.Equal(CudaCode.InvalidValue, CudaDriver.MemcpyDtoHAsync(values, address + 4, 16, Stream));
        Assert.Equal(CudaCode.InvalidValue, CudaDriver.MemcpyDtoDAsync(address, address + 4, 16, Stream));
        Assert.Equal(CudaCode.InvalidValue, CudaDriver.MemsetD32Async(address, 0, 5, Stream));
    }

    private static int[] Peek(nint address)
    {
        var values = new int[4];
        fixed (int* target = values)
        {
            Check(CudaDriver.MemcpyDtoH(target, address, 16));
        }

        return values;
    }
}
