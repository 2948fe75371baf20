namespace IlgpuCam.Compute;

/// <summary>Memory of an accelerator.</summary>
public abstract class MemoryBuffer : IDisposable
{
    private MemoryBlock? _block;

    private protected MemoryBuffer(Accelerator accelerator, long bytes)
    {
        Accelerator = accelerator;
        LengthInBytes = bytes;
        _block = accelerator.Memory.Take(bytes);
        HostAddress = accelerator.IsHostMemory ? _block.Address : 0;
    }

    /// <summary>Whose memory it is.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Bytes asked for.</summary>
    public long LengthInBytes { get; }

    /// <summary>Whether it, or its accelerator, was disposed.</summary>
    public bool IsDisposed => _block is null || Accelerator.IsDisposed;

    /// <summary>The address of the first byte where the host can read it, else 0.</summary>
    internal nint HostAddress { get; }

    /// <summary>The memory.</summary>
    /// <exception cref="ObjectDisposedException">The buffer or its accelerator was disposed.</exception>
    internal MemoryBlock Block
    {
        get
        {
            var block = _block;
            ObjectDisposedException.ThrowIf(block is null, this);
            Accelerator.ThrowIfDisposed();
            return block;
        }
    }

    /// <summary>Gives the memory back to the accelerator's cache. Work that was put into streams before is done first.</summary>
    public void Dispose()
    {
        var block = Interlocked.Exchange(ref _block, null);
        if (block is not null)
        {
            Accelerator.Memory.Give(block);
        }

        GC.SuppressFinalize(this);
    }
}
