namespace IlgpuCam.Compute;

/// <summary>A mark that streams come to, with the time at which the device did.</summary>
/// <remarks>
/// Several threads may use it. It is put into a stream by <see cref="AcceleratorStream.RecordEvent(AcceleratorEvent)"/>, as often as
/// wanted; what is asked of it is about the last time.
/// </remarks>
public abstract class AcceleratorEvent : IDisposable
{
    private volatile bool _recorded;
    private volatile bool _disposed;

    private protected AcceleratorEvent(Accelerator accelerator) => Accelerator = accelerator;

    /// <summary>The accelerator whose streams it marks.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Whether everything before it has run; does not wait.</summary>
    /// <exception cref="InvalidOperationException">It was never put into a stream.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool IsCompleted
    {
        get
        {
            RequireRecorded();
            return IsReached();
        }
    }

    /// <summary>Waits until everything before it has run.</summary>
    /// <exception cref="InvalidOperationException">It was never put into a stream.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Synchronize()
    {
        RequireRecorded();
        WaitForIt();
    }

    /// <summary>The time that the device took from an earlier mark to this one, in milliseconds; waits for both.</summary>
    /// <param name="earlier">A mark of the same accelerator.</param>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    /// <exception cref="InvalidOperationException">One of them was never put into a stream.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">One of them is disposed.</exception>
    public double MillisecondsSince(AcceleratorEvent earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (!ReferenceEquals(earlier.Accelerator, Accelerator))
        {
            throw new ArgumentException($"a mark of this accelerator on {Accelerator.Device.Id} was expected", nameof(earlier));
        }

        earlier.Synchronize();
        Synchronize();
        return TimeSince(earlier);
    }

    /// <summary>Ends it; streams that were told to wait for it still do.</summary>
    public void Dispose()
    {
        _disposed = true;
        Accelerator.Unregister(this);
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts it into a stream.</summary>
    internal void Record(AcceleratorStream stream)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        RecordCore(stream);
        _recorded = true;
    }

    internal void RequireRecorded()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_recorded)
        {
            throw new InvalidOperationException("the mark was never put into a stream");
        }
    }

    private protected abstract void RecordCore(AcceleratorStream stream);

    private protected abstract bool IsReached();

    private protected abstract void WaitForIt();

    private protected abstract double TimeSince(AcceleratorEvent earlier);

    private protected abstract void Close();
}
