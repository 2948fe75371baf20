using IlgpuCam.Compute.Cuda;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute;

/// <summary>A device in use: allocates memory and runs kernels. May be used by several threads; everything it made is gone with it.</summary>
public abstract class Accelerator : IDisposable
{
    private readonly HashSet<IDisposable> _children = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _warnings = [];
    private readonly MemoryCache _memory;
    private long _waits;
    private AcceleratorStream? _defaultStream;
    private bool _disposed;

    private protected Accelerator(Device device)
    {
        Device = device;
        _memory = new(AllocateMemory, Synchronize);
    }

    /// <summary>The device.</summary>
    public Device Device { get; }

    /// <summary>Its name as the driver gives it.</summary>
    public string Name => Device.Name;

    /// <summary>The stream that copies without a stream go through.</summary>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
    public AcceleratorStream DefaultStream
    {
        get
        {
            lock (_children)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _defaultStream ??= NewStream();
            }
        }
    }

    /// <summary>Buffers, streams and graphs that are not disposed.</summary>
    public int LiveObjects
    {
        get
        {
            lock (_children)
            {
                return _children.Count;
            }
        }
    }

    /// <summary>What the allocator holds.</summary>
    public MemoryStatistics MemoryStatistics => _memory.Statistics;

    /// <summary>What went wrong without stopping the work, such as a damaged entry in the cache of compiled programs.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Takes a device into use.</summary>
    /// <param name="device">One of <see cref="Compute.Devices.Enumerate"/>.</param>
    /// <exception cref="AcceleratorException">It cannot be used.</exception>
    public static Accelerator Create(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Kind switch
        {
            DeviceKind.Emulator => new EmulatorAccelerator(),
            DeviceKind.OpenCl => OpenClAccelerator.Open(device),
            DeviceKind.Cuda => CudaAccelerator.Open(device),
            _ => throw new AcceleratorException($"{device.Id}: there is no such device"),
        };
    }

    /// <summary>Allocates memory; its contents are undefined.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    /// <exception cref="AcceleratorException">The device has no such memory left.</exception>
    public unsafe MemoryBuffer1D<T> Allocate1D<T>(long length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var bytes = checked(length * sizeof(T));
        if (bytes > Device.GlobalMemory)
        {
            throw new AcceleratorException($"{Device.Id}: {bytes} bytes were asked for, the device has {Device.GlobalMemory}");
        }

        var memory = _memory.Take(bytes, out var givenAt);
        try
        {
            if (givenAt is { } waits)
            {
                WaitForOthers(waits);
            }

            return new(this, length, memory);
        }
        catch
        {
            GiveBack(memory, bytes);
            throw;
        }
    }

    /// <summary>Allocates memory with the given contents.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="values">The elements, at least one.</param>
    public MemoryBuffer1D<T> Allocate1D<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var buffer = Allocate1D<T>(values.Length);
        buffer.CopyFromCPU(values);
        return buffer;
    }

    /// <summary>Creates a stream: what is put into it runs in order, beside other streams.</summary>
    public AcceleratorStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return NewStream();
    }

    /// <summary>Waits for all streams.</summary>
    public void Synchronize()
    {
        AcceleratorStream[] streams;
        lock (_children)
        {
            streams = [.. _children.OfType<AcceleratorStream>()];
        }

        Array.ForEach(streams, s => s.Synchronize());
        Interlocked.Increment(ref _waits);
    }

    /// <summary>Frees the memory of disposed buffers, which is otherwise kept for the next ones.</summary>
    public void TrimMemory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Synchronize();
        _memory.Trim();
    }

    /// <summary>Ends the use of the device, with all that was made on it.</summary>
    public void Dispose()
    {
        IDisposable[] children;
        lock (_children)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            children = [.. _children.OrderBy(c => c is AcceleratorStream)];
        }

        Array.ForEach(children, c => c.Dispose());
        _memory.Trim(isLast: true);
        Close();
        GC.SuppressFinalize(this);
    }

    internal void Warn(string warning) => _warnings.Enqueue(warning);

    /// <summary>Takes back the memory of a buffer.</summary>
    internal void GiveBack(DeviceMemory memory, long bytes) => _memory.Give(memory, bytes, Interlocked.Read(ref _waits));

    internal void Register(IDisposable child)
    {
        lock (_children)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _children.Add(child);
        }
    }

    internal void Unregister(IDisposable child)
    {
        lock (_children)
        {
            _children.Remove(child);
        }
    }

    // One stream keeps all in order, so that memory can be used again while its former users still run; with several, all are waited for unless they were since.
    private void WaitForOthers(long waits)
    {
        bool isOrdered;
        lock (_children)
        {
            isOrdered = _children.Count(c => c is AcceleratorStream) <= 1;
        }

        if (!isOrdered && waits == Interlocked.Read(ref _waits))
        {
            Synchronize();
        }
    }

    private protected abstract DeviceMemory AllocateMemory(long bytes);

    private protected abstract AcceleratorStream NewStream();

    /// <summary>Gives back what the device itself holds.</summary>
    private protected abstract void Close();
}
