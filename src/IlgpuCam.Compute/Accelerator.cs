using System.Collections.Concurrent;

namespace IlgpuCam.Compute;

/// <summary>A device that runs kernels: its memory and its streams. Safe to use from several threads; a stream is used by one at a time.</summary>
public abstract class Accelerator : IDisposable
{
    private readonly List<WeakReference<AcceleratorStream>> _streams = [];
    private readonly ConcurrentQueue<string> _warnings = [];
    private readonly Lock _gate = new();
    private AcceleratorStream? _defaultStream;
    private long _waits;
    private bool _disposed;

    private protected Accelerator(Device device)
    {
        Device = device;
        Memory = new(this);
    }

    /// <summary>What it is.</summary>
    public Device Device { get; }

    /// <summary>The device's name.</summary>
    public string Name => Device.Name;

    /// <summary>Whether it was disposed.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>The stream for whoever needs only one.</summary>
    /// <exception cref="ObjectDisposedException">The accelerator was disposed.</exception>
    public AcceleratorStream DefaultStream
    {
        get
        {
            ThrowIfDisposed();
            lock (_gate)
            {
                return _defaultStream ??= Add(CreateStreamCore());
            }
        }
    }

    /// <summary>What its allocator holds.</summary>
    public MemoryStatistics MemoryStatistics => Memory.Statistics;

    /// <summary>Native handles it holds: memory, streams, kernels, events.</summary>
    public int LiveHandles => Handles.Value;

    /// <summary>What went wrong without stopping the work, such as a damaged entry in the cache of compiled programs.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Whether kernels' memory is the host's.</summary>
    internal virtual bool IsHostMemory => false;

    internal HandleCount Handles { get; } = new();

    internal MemoryCache Memory { get; }

    /// <summary>How often everything was waited for.</summary>
    internal long Waits => Interlocked.Read(ref _waits);

    /// <summary>Allocates memory; contents undefined.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, 0 allowed.</param>
    /// <exception cref="AcceleratorException">The device has not so much.</exception>
    public MemoryBuffer1D<T> Allocate1D<T>(long length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(this, length);
    }

    /// <summary>Allocates memory and copies elements into it.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="data">The elements.</param>
    public MemoryBuffer1D<T> Allocate1D<T>(ReadOnlySpan<T> data)
        where T : unmanaged
    {
        var buffer = Allocate1D<T>(data.Length);
        try
        {
            buffer.CopyFromCPU(data);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>Allocates memory and copies elements into it.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="data">The elements.</param>
    public MemoryBuffer1D<T> Allocate1D<T>(T[] data)
        where T : unmanaged => Allocate1D((ReadOnlySpan<T>)data);

    /// <summary>Allocates host memory for copies that run beside other work.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements.</param>
    public PinnedBuffer<T> AllocatePinned<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(this, length);
    }

    /// <summary>Makes a stream: what is put into it runs in order, beside other streams where the device can.</summary>
    public AcceleratorStream CreateStream()
    {
        ThrowIfDisposed();
        lock (_gate)
        {
            return Add(CreateStreamCore());
        }
    }

    /// <summary>Makes an event that keeps time.</summary>
    public AcceleratorEvent CreateEvent()
    {
        ThrowIfDisposed();
        return CreateEventCore();
    }

    /// <summary>Waits until all streams are done.</summary>
    public void Synchronize()
    {
        ThrowIfDisposed();
        foreach (var stream in Streams())
        {
            stream.SynchronizeCore();
        }

        Interlocked.Increment(ref _waits);
    }

    /// <summary>Frees the memory that is kept for the next buffers.</summary>
    public void TrimMemory()
    {
        ThrowIfDisposed();
        Synchronize();
        Memory.Trim();
    }

    /// <summary>Waits for what is under way and frees all; buffers and streams that are left can be disposed before or after.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        foreach (var stream in Streams())
        {
            stream.Dispose();
        }

        Memory.Trim(isLast: true);
        DisposeCore();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    internal void Warn(string warning) => _warnings.Enqueue(warning);

    internal void Remove(AcceleratorStream stream)
    {
        lock (_gate)
        {
            _streams.RemoveAll(s => !s.TryGetTarget(out var other) || other == stream);
            _defaultStream = _defaultStream == stream ? null : _defaultStream;
        }
    }

    /// <summary>A block given back may be used again at once where one stream keeps all in order; with several, all are waited for unless they were since.</summary>
    internal void WaitForOthers(long givenAt)
    {
        bool isOrdered;
        lock (_gate)
        {
            isOrdered = _streams.Count <= 1;
        }

        if (!isOrdered && Waits == givenAt)
        {
            Synchronize();
        }
    }

    internal abstract MemoryBlock AllocateBlock(long bytes);

    internal abstract MemoryBlock AllocatePinnedBlock(long bytes);

    internal abstract AcceleratorStream CreateStreamCore();

    internal abstract AcceleratorEvent CreateEventCore();

    /// <summary>Frees what is the accelerator's own, after its streams and the memory it kept.</summary>
    internal abstract void DisposeCore();

    private AcceleratorStream Add(AcceleratorStream stream)
    {
        _streams.RemoveAll(s => !s.TryGetTarget(out _));
        _streams.Add(new(stream));
        return stream;
    }

    private List<AcceleratorStream> Streams()
    {
        lock (_gate)
        {
            var all = new List<AcceleratorStream>(_streams.Count);
            foreach (var reference in _streams)
            {
                if (reference.TryGetTarget(out var stream))
                {
                    all.Add(stream);
                }
            }

            return all;
        }
    }
}
