namespace IlgpuCam.Compute;

/// <summary>Host memory that an accelerator copies from and to without the processor.</summary>
public abstract class PinnedMemory : IDisposable
{
    private MemoryBlock? _block;

    private protected PinnedMemory(Accelerator accelerator, long bytes)
    {
        accelerator.ThrowIfDisposed();
        Accelerator = accelerator;
        _block = accelerator.AllocatePinnedBlock(Math.Max(bytes, 1));
    }

    /// <summary>Whose copies it serves.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Where it lies.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    internal nint Address
    {
        get
        {
            var block = _block;
            ObjectDisposedException.ThrowIf(block is null, this);
            return block.Address;
        }
    }

    /// <summary>Frees the memory, after the copies under way.</summary>
    public void Dispose()
    {
        var block = Interlocked.Exchange(ref _block, null);
        if (block is not null)
        {
            try
            {
                if (!Accelerator.IsDisposed)
                {
                    Accelerator.Synchronize();
                }
            }
            finally
            {
                block.Handle.Dispose();
            }
        }

        GC.SuppressFinalize(this);
    }
}
