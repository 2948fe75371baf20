namespace IlgpuCam.Compute;

/// <summary>Memory of a device.</summary>
public abstract class MemoryBuffer : IDisposable
{
    private bool _disposed;

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
    public bool IsDisposed => _disposed;

    /// <summary>The memory on the device.</summary>
    private protected DeviceMemory? Memory { get; init; }

    /// <summary>The memory on the device.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    internal DeviceMemory RequireMemory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Memory!;
    }

    /// <summary>Gives the memory back to the accelerator, for the next buffer. Launches that use it may still run.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Accelerator.Unregister(this);
            if (Memory is not null)
            {
                Accelerator.GiveBack(Memory, LengthInBytes);
            }
        }

        GC.SuppressFinalize(this);
    }
}
