namespace IlgpuCam.Compute.OpenCl;

/// <summary>A marker in a queue that keeps time.</summary>
internal sealed unsafe class OpenClEvent(OpenClAccelerator accelerator) : AcceleratorEvent(accelerator)
{
    private const uint CommandEnd = 0x1283;

    private OpenClHandle? _mark;
    private bool _disposed;

    internal OpenClHandle Mark
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _mark ?? throw new InvalidOperationException("The event was never recorded.");
        }
    }

    public override void Synchronize()
    {
        var mark = Mark.Value;
        OpenClCall.Check(OpenClDriver.WaitForEvents(1, &mark), "clWaitForEvents");
    }

    public override void Dispose()
    {
        _disposed = true;
        _mark?.Dispose();
    }

    internal void Record(nint queue)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        nint mark;
        OpenClCall.Check(OpenClDriver.EnqueueMarkerWithWaitList(queue, 0, null, &mark), "clEnqueueMarkerWithWaitList");
        _mark?.Dispose();
        _mark = OpenClHandle.Event(Accelerator.Handles, mark);
        OpenClCall.Check(OpenClDriver.Flush(queue), "clFlush");
    }

    internal override double MillisecondsSince(AcceleratorEvent earlier) => (Time() - (double)((OpenClEvent)earlier).Time()) / 1e6;

    private ulong Time()
    {
        ulong nanoseconds;
        OpenClCall.Check(OpenClDriver.GetEventProfilingInfo(Mark.Value, CommandEnd, sizeof(ulong), &nanoseconds, null), "clGetEventProfilingInfo");
        return nanoseconds;
    }
}
