namespace IlgpuCam.Compute;

/// <summary>Host memory that a device copies from and to while the processor does something else.</summary>
public abstract unsafe class PinnedMemory : IDisposable
{
    // A driver copies from and to pinned memory later, even where it is given as any other span.
    // Weak: what nobody disposes is collected all the same.
    private static readonly List<WeakReference<PinnedMemory>> Live = [];

    private readonly DeviceMemory _memory;
    private int _disposed;

    private protected PinnedMemory(Accelerator accelerator, long lengthInBytes, DeviceMemory memory)
    {
        (Accelerator, LengthInBytes, _memory) = (accelerator, lengthInBytes, memory);
        accelerator.Register(this);
        lock (Live)
        {
            Live.Add(new(this));
        }
    }

    /// <summary>The accelerator that copies from and to it.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Bytes.</summary>
    public long LengthInBytes { get; }

    /// <summary>Whether the memory is gone: it was disposed, or its accelerator was.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>
    /// Gives the memory back to the accelerator, for the next pinned buffer. Copies under way are finished before it is freed or serves
    /// again; spans of it must not be used from now on.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            lock (Live)
            {
                Live.RemoveAll(w => !w.TryGetTarget(out var memory) || ReferenceEquals(memory, this));
            }

            Accelerator.Unregister(this);
            Accelerator.GiveBackPinned(_memory, LengthInBytes);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether any pinned memory has a part in a range.</summary>
    internal static bool Overlaps(byte* start, long length)
    {
        lock (Live)
        {
            return Live.Exists(w => w.TryGetTarget(out var pinned)
                && start < pinned._memory.Host + pinned.LengthInBytes && pinned._memory.Host < start + length);
        }
    }

    /// <summary>The memory.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    internal DeviceMemory RequireMemory()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return _memory;
    }
}
