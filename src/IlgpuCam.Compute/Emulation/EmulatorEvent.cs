using System.Diagnostics;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A time: whatever is put into the emulator's streams is done at once.</summary>
internal sealed class EmulatorEvent(Accelerator accelerator) : AcceleratorEvent(accelerator)
{
    private long _time;
    private bool _disposed;

    public override void Synchronize()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_time == 0)
        {
            throw new InvalidOperationException("The event was never recorded.");
        }
    }

    public override void Dispose() => _disposed = true;

    internal void Mark()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _time = Stopwatch.GetTimestamp();
    }

    internal override double MillisecondsSince(AcceleratorEvent earlier) =>
        Stopwatch.GetElapsedTime(((EmulatorEvent)earlier)._time, _time).TotalMilliseconds;
}
