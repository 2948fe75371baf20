namespace IlgpuCam.Compute.OpenCl;

/// <summary>A mark in an OpenCL queue. Each time it is put in is an event of the driver's.</summary>
internal sealed unsafe class OpenClEvent(OpenClAccelerator accelerator) : AcceleratorEvent(accelerator)
{
    private const int Complete = 0;

    private volatile OpenClHandle? _handle;

    /// <summary>The driver's.</summary>
    internal OpenClLoan Borrow()
    {
        // Who records it anew disposes the last one, and then the new one is there.
        while (true)
        {
            var handle = _handle;
            ObjectDisposedException.ThrowIf(handle is null, this);
            try
            {
                return handle.Borrow();
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(handle, _handle))
            {
                continue;
            }
        }
    }

    private protected override void RecordCore(AcceleratorStream stream)
    {
        var made = ((OpenClStream)stream).Mark();
        Interlocked.Exchange(ref _handle, made)?.Dispose();
    }

    private protected override bool IsReached()
    {
        int status;
        using var mark = Borrow();
        accelerator.Check(accelerator.Api.GetEventInfo(mark.Value, 0x11d3, sizeof(int), &status, null), "clGetEventInfo");

        // Negative is the code of the command that failed.
        accelerator.Check(Math.Min(status, 0), "clGetEventInfo", isWait: true);
        return status == Complete;
    }

    private protected override void WaitForIt()
    {
        using var mark = Borrow();
        var value = mark.Value;
        accelerator.Check(accelerator.Api.WaitForEvents(1, &value), "clWaitForEvents", isWait: true);
    }

    private protected override double TimeSince(AcceleratorEvent earlier) => (Time() - ((OpenClEvent)earlier).Time()) / 1e6;

    private protected override void Close() => Interlocked.Exchange(ref _handle, null)?.Dispose();

    // In nanoseconds, when the mark was reached.
    private double Time()
    {
        ulong time;
        using var mark = Borrow();
        accelerator.Check(accelerator.Api.GetEventProfilingInfo(mark.Value, 0x1283, sizeof(ulong), &time, null), "clGetEventProfilingInfo");
        return time;
    }
}
