using System.Diagnostics;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A mark of the emulator, which has run everything by then.</summary>
internal sealed class EmulatorEvent : AcceleratorEvent
{
    private readonly long _time = Stopwatch.GetTimestamp();

    public override bool IsCompleted => true;

    public override void Synchronize()
    {
    }

    public override double MillisecondsSince(AcceleratorEvent earlier) => earlier is EmulatorEvent other
        ? Stopwatch.GetElapsedTime(other._time, _time).TotalMilliseconds
        : throw new ArgumentException("an event of the emulator was expected", nameof(earlier));

    private protected override void Close()
    {
    }
}
