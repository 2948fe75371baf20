using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute;

/// <summary>A device in use: allocates memory and runs kernels. May be used by several threads; everything it made is gone with it.</summary>
public abstract class Accelerator : IDisposable
{
    private readonly HashSet<IDisposable> _children = [];
    private AcceleratorStream? _defaultStream;
    private bool _disposed;

    private protected Accelerator(Device device) => Device = device;

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

        return new(this, length, AllocateMemory(bytes));
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
        Close();
        GC.SuppressFinalize(this);
    }

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

    private protected abstract DeviceMemory AllocateMemory(long bytes);

    private protected abstract AcceleratorStream NewStream();

    /// <summary>Gives back what the device itself holds.</summary>
    private protected abstract void Close();
}
