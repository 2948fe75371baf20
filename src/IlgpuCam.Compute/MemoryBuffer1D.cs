namespace IlgpuCam.Compute;

/// <summary>Elements in a device's memory.</summary>
/// <typeparam name="T">The element.</typeparam>
public sealed unsafe class MemoryBuffer1D<T> : MemoryBuffer
    where T : unmanaged
{
    internal MemoryBuffer1D(Accelerator accelerator, long length, DeviceMemory memory)
        : base(accelerator, length * sizeof(T))
    {
        (Length, Memory) = (length, memory);
    }

    /// <summary>Elements.</summary>
    public long Length { get; }

    /// <summary>All elements.</summary>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public ArrayView<T> View => new(this, RequireMemory().Host, 0, Length);

    /// <summary>Copies from the host and waits.</summary>
    /// <param name="source">At most as many elements as there are.</param>
    /// <param name="offset">The first element that is written.</param>
    /// <exception cref="KernelIndexException">There are not so many elements.</exception>
    /// <exception cref="InvalidOperationException">The accelerator's default stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public void CopyFromCPU(ReadOnlySpan<T> source, long offset = 0)
    {
        var stream = Accelerator.DefaultStream;
        View.SubView(offset, source.Length).CopyFromCPU(stream, source);
        stream.Synchronize();
    }

    /// <summary>Copies to the host and waits.</summary>
    /// <param name="destination">At most as many elements as there are.</param>
    /// <param name="offset">The first element that is read.</param>
    /// <exception cref="KernelIndexException">There are not so many elements.</exception>
    /// <exception cref="InvalidOperationException">The accelerator's default stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public void CopyToCPU(Span<T> destination, long offset = 0)
    {
        var stream = Accelerator.DefaultStream;
        View.SubView(offset, destination.Length).CopyToCPU(stream, destination);
        stream.Synchronize();
    }

    /// <summary>All elements on the host.</summary>
    /// <exception cref="InvalidOperationException">The accelerator's default stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public T[] GetAsArray1D()
    {
        var result = new T[Length];
        CopyToCPU(result);
        return result;
    }

    /// <summary>Fills the memory with zeros and waits.</summary>
    /// <exception cref="InvalidOperationException">The accelerator's default stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public void MemSetToZero()
    {
        var stream = Accelerator.DefaultStream;
        stream.RequireRunning();
        View.MemSet(stream, 0);
        stream.Synchronize();
    }
}
