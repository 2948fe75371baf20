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

    /// <summary>Gives the memory back. Launches that use it have to be finished.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Accelerator.Unregister(this);
            Memory?.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
