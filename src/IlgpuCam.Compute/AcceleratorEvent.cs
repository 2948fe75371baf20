namespace IlgpuCam.Compute;

/// <summary>A mark in a stream, with the time at which the device came to it.</summary>
public abstract class AcceleratorEvent : IDisposable
{
    private protected AcceleratorEvent(Accelerator accelerator) => Accelerator = accelerator;

    /// <summary>Whose streams it marks.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Waits until the device has come to the mark.</summary>
    /// <exception cref="InvalidOperationException">It was never recorded.</exception>
    public abstract void Synchronize();

    /// <summary>Milliseconds from an earlier mark to this one; waits for both.</summary>
    /// <param name="earlier">A mark of the same accelerator.</param>
    /// <exception cref="InvalidOperationException">One was never recorded.</exception>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    public double ElapsedMilliseconds(AcceleratorEvent earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (earlier.Accelerator != Accelerator)
        {
            throw new ArgumentException("The event is another accelerator's.", nameof(earlier));
        }

        earlier.Synchronize();
        Synchronize();
        return MillisecondsSince(earlier);
    }

    /// <summary>Frees it; streams that were told to wait for it still do.</summary>
    public abstract void Dispose();

    internal abstract double MillisecondsSince(AcceleratorEvent earlier);
}
