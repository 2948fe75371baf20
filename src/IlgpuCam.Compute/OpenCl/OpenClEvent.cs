namespace IlgpuCam.Compute.OpenCl;

/// <summary>A mark in an OpenCL queue.</summary>
internal sealed unsafe class OpenClEvent(OpenClApi api, OpenClHandle handle) : AcceleratorEvent
{
    private const int Complete = 0;

    public override bool IsCompleted
    {
        get
        {
            int status;
            OpenClCode.Check(api.GetEventInfo(handle.Value, 0x11d3, sizeof(int), &status, null), "clGetEventInfo");
            return status == Complete;
        }
    }

    public override void Synchronize()
    {
        var value = handle.Value;
        OpenClCode.Check(api.WaitForEvents(1, &value), "clWaitForEvents");
    }

    public override double MillisecondsSince(AcceleratorEvent earlier)
    {
        if (earlier is not OpenClEvent other)
        {
            throw new ArgumentException("an event of an OpenCL device was expected", nameof(earlier));
        }

        return (Time() - other.Time()) / 1e6;
    }

    private protected override void Close() => handle.Dispose();

    // In nanoseconds, when the mark was reached.
    private double Time()
    {
        Synchronize();
        ulong time;
        OpenClCode.Check(api.GetEventProfilingInfo(handle.Value, 0x1283, sizeof(ulong), &time, null), "clGetEventProfilingInfo");
        return time;
    }
}
