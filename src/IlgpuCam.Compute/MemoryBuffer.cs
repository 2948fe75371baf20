namespace IlgpuCam.Compute;

/// <summary>Memory of a device.</summary>
public abstract class MemoryBuffer : IDisposable
{
    private int _disposed;

    private protected MemoryBuffer(Accelerator accelerator, long lengthInBytes)
    {
        (Accelerator, LengthInBytes) = (accelerator, lengthInBytes);
        accelerator.Register(this);
    }

    /// <summary>The device's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Bytes.</summary>
    public long LengthInBytes { get; }

    /// <summary>Whether the memory is gone: it was disposed, or its accelerator was.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>The memory on the device.</summary>
    private protected DeviceMemory? Memory { get; init; }

    /// <summary>The memory on the device.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    internal DeviceMemory RequireMemory()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return Memory!;
    }

    /// <summary>
    /// Gives the memory back to the accelerator, for the next buffer. Launches and copies that use it may still run; the next buffer waits
    /// for them.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Accelerator.Unregister(this);
            if (Memory is not null)
            {
                Accelerator.GiveBack(Memory, LengthInBytes);
            }
        }

        GC.SuppressFinalize(this);
    }
}
