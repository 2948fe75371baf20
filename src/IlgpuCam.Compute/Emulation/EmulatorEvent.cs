using System.Diagnostics;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A mark of the emulator, which has run everything by then.</summary>
internal sealed class EmulatorEvent(Accelerator accelerator) : AcceleratorEvent(accelerator)
{
    private long _time;

    private protected override void RecordCore(AcceleratorStream stream) => Volatile.Write(ref _time, Stopwatch.GetTimestamp());

    private protected override bool IsReached() => true;

    private protected override void WaitForIt()
    {
    }

    private protected override double TimeSince(AcceleratorEvent earlier) =>
        Stopwatch.GetElapsedTime(Volatile.Read(ref ((EmulatorEvent)earlier)._time), Volatile.Read(ref _time)).TotalMilliseconds;

    private protected override void Close()
    {
    }
}
