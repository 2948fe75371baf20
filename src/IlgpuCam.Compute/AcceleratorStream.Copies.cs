using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <content>Copies and fillings; <see cref="ArrayViewExtensions"/> has them for users.</content>
public abstract partial class AcceleratorStream
{
    internal void CopyToDevice(ReadOnlySpan<byte> source, DeviceMemory destination, long offset)
    {
        destination.Use(this);
        lock (_gate)
        {
            Enter();
            Write(source, destination, offset);
        }
    }

    internal void CopyToHost(DeviceMemory source, long offset, Span<byte> destination)
    {
        source.Use(this);
        lock (_gate)
        {
            Enter();
            Read(source, offset, destination);
        }
    }

    /// <summary>Puts something in, or records it.</summary>
    internal void Put(RecordedCommand command)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Recording() is { } graph)
        {
            graph.Add(command);
            return;
        }

        command.Use(this);
        lock (_gate)
        {
            Enter();
            command.Run(this);
        }
    }

    internal DeviceMemory Require<T>(ArrayView<T> view)
        where T : unmanaged => RequireBuffer(view).RequireMemory();

    internal MemoryBuffer RequireBuffer<T>(ArrayView<T> view)
        where T : unmanaged => view.Buffer is { } buffer && ReferenceEquals(buffer.Accelerator, Accelerator)
            ? buffer
            : throw new ArgumentException($"a view of memory of {Accelerator.Device.Id} was expected", nameof(view));

    /// <summary>Copies on the device.</summary>
    internal abstract void Copy(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length);

    /// <summary>Sets every byte.</summary>
    internal abstract void Set(DeviceMemory memory, long offset, long length, byte value);

    /// <summary>Copies from pinned memory, when the stream comes to it.</summary>
    internal abstract void WritePinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length);

    /// <summary>Copies to pinned memory, when the stream comes to it.</summary>
    internal abstract void ReadPinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length);

    /// <summary>Copies from the host; the source has been read when this returns.</summary>
    private protected abstract void Write(ReadOnlySpan<byte> source, DeviceMemory destination, long offset);

    /// <summary>Copies to the host; the destination has been written when this returns.</summary>
    private protected abstract void Read(DeviceMemory source, long offset, Span<byte> destination);
}
