using IlgpuCam.Compute.Cuda;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute;

/// <summary>A device in use: allocates memory and runs kernels.</summary>
/// <remarks>
/// Several threads may use it, and each of its streams, at once. What it made may be disposed in any order, and all of it is disposed with
/// the accelerator; what is not disposed lives as long as that.
/// </remarks>
public abstract class Accelerator : IDisposable
{
    private readonly HashSet<IDisposable> _children = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _warnings = [];
    private readonly MemoryCache _memory;
    private readonly MemoryCache _pinned;
    private AcceleratorStream? _defaultStream;
    private bool _disposed;

    private protected Accelerator(Device device)
    {
        Device = device;
        _memory = new(AllocateMemory);
        _pinned = new(AllocatePinnedMemory);
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
                return _defaultStream is { IsDisposed: false } stream ? stream : _defaultStream = Own(NewStream());
            }
        }
    }

    /// <summary>Buffers, streams, events and graphs that are not disposed.</summary>
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

    /// <summary>What the allocator of the device's memory holds.</summary>
    public MemoryStatistics MemoryStatistics => _memory.Statistics;

    /// <summary>What the allocator of pinned host memory holds.</summary>
    public MemoryStatistics PinnedMemoryStatistics => _pinned.Statistics;

    /// <summary>What went wrong without stopping the work, such as a damaged entry in the cache of compiled programs.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Takes a device into use.</summary>
    /// <param name="device">One of <see cref="Compute.Devices.Enumerate"/>.</param>
    /// <exception cref="AcceleratorException">It cannot be used; the message says why.</exception>
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
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
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

        var memory = _memory.Take(bytes);
        try
        {
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
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    /// <exception cref="AcceleratorException">The device has no such memory left.</exception>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
    public MemoryBuffer1D<T> Allocate1D<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var buffer = Allocate1D<T>(values.Length);
        try
        {
            buffer.CopyFromCPU(values);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Allocates host memory that the device copies from and to while the processor does something else (CUDA: page-locked; OpenCL: mapped
    /// memory that the driver allocated; the emulator: any). Its contents are undefined.
    /// </summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    /// <exception cref="AcceleratorException">There is no such memory left.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
    public unsafe PinnedBuffer<T> AllocatePinned<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var bytes = (long)length * sizeof(T);
        var memory = _pinned.Take(bytes);
        try
        {
            // The host writes to it at once, and no stream can hold it back.
            memory.WaitForFormerUsers();
            return new(this, length, memory);
        }
        catch
        {
            GiveBackPinned(memory, bytes);
            throw;
        }
    }

    /// <summary>
    /// Creates a stream: what is put into it runs in order, beside other streams where the device can. The emulator runs everything at
    /// once, in the calling thread.
    /// </summary>
    /// <exception cref="AcceleratorException">The device refused.</exception>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
    public AcceleratorStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Own(NewStream());
    }

    /// <summary>
    /// Creates a mark that streams can come to, again and again; see <see cref="AcceleratorStream.RecordEvent(AcceleratorEvent)"/>.
    /// </summary>
    /// <exception cref="AcceleratorException">The device refused.</exception>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
    public AcceleratorEvent CreateEvent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Own(NewEvent());
    }

    /// <summary>Waits for all streams.</summary>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    public void Synchronize()
    {
        AcceleratorStream[] streams;
        lock (_children)
        {
            streams = [.. _children.OfType<AcceleratorStream>()];
        }

        Array.ForEach(streams, s => s.WaitUntil(long.MaxValue));
    }

    /// <summary>
    /// Frees the memory of disposed buffers, which is otherwise kept for the next ones. Waits for the streams that are still at it.
    /// </summary>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The accelerator is disposed.</exception>
    public void TrimMemory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _memory.Trim();
        _pinned.Trim();
    }

    /// <summary>Ends the use of the device, with all that was made on it, once the streams are through.</summary>
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
        _pinned.Trim(isLast: true);
        Close();
        GC.SuppressFinalize(this);
    }

    internal void Warn(string warning) => _warnings.Enqueue(warning);

    /// <summary>Takes back the memory of a buffer.</summary>
    internal void GiveBack(DeviceMemory memory, long bytes) => _memory.Give(memory, bytes);

    /// <summary>Takes back the memory of a pinned buffer.</summary>
    internal void GiveBackPinned(DeviceMemory memory, long bytes) => _pinned.Give(memory, bytes);

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

    private T Own<T>(T made)
        where T : IDisposable
    {
        try
        {
            Register(made);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private protected abstract DeviceMemory AllocateMemory(long bytes);

    private protected abstract DeviceMemory AllocatePinnedMemory(long bytes);

    private protected abstract AcceleratorStream NewStream();

    private protected abstract AcceleratorEvent NewEvent();

    /// <summary>Gives back what the device itself holds.</summary>
    private protected abstract void Close();
}
