namespace IlgpuCam.Compute;

/// <summary>A mark in a stream.</summary>
public abstract class AcceleratorEvent : IDisposable
{
    /// <summary>Whether everything before it has run.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>Waits until everything before it has run.</summary>
    public abstract void Synchronize();

    /// <summary>The time that the device took from an earlier mark to this one, in milliseconds; waits for both.</summary>
    /// <param name="earlier">A mark of the same accelerator.</param>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    public abstract double MillisecondsSince(AcceleratorEvent earlier);

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Close();
}
