namespace IlgpuCam.Compute;

/// <summary>A row of elements in an accelerator's memory; contents undefined until written.</summary>
/// <typeparam name="T">The element.</typeparam>
public sealed class MemoryBuffer1D<T> : MemoryBuffer
    where T : unmanaged
{
    internal unsafe MemoryBuffer1D(Accelerator accelerator, long length)
        : base(accelerator, checked(length * sizeof(T))) => Length = length;

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Number of elements.</summary>
    /// <exception cref="OverflowException">It is more than an int holds.</exception>
    public int IntLength => checked((int)Length);

    /// <summary>All of it.</summary>
    /// <exception cref="ObjectDisposedException">The buffer or its accelerator was disposed.</exception>
    public ArrayView<T> View
    {
        get
        {
            _ = Block;
            return new(this, HostAddress, Length);
        }
    }

    /// <summary>Copies from the host in the default stream; the source may change when this returns.</summary>
    /// <param name="source">Elements, not more than fit.</param>
    /// <param name="offset">The first element to write.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CopyFromCPU(ReadOnlySpan<T> source, long offset = 0) => CopyFromCPU(Accelerator.DefaultStream, source, offset);

    /// <summary>Copies from the host; the source may change when this returns.</summary>
    /// <param name="stream">The order it keeps.</param>
    /// <param name="source">Elements, not more than fit.</param>
    /// <param name="offset">The first element to write.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CopyFromCPU(AcceleratorStream stream, ReadOnlySpan<T> source, long offset = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.CopyFromCPU(View.SubView(offset), source);
    }

    /// <summary>Copies to the host, after everything that was put into the default stream; the target is filled when this returns.</summary>
    /// <param name="target">Elements, not more than there are.</param>
    /// <param name="offset">The first element to read.</param>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public void CopyToCPU(Span<T> target, long offset = 0) => CopyToCPU(Accelerator.DefaultStream, target, offset);

    /// <summary>Copies to the host; the target is filled when this returns.</summary>
    /// <param name="stream">The order it keeps.</param>
    /// <param name="target">Elements, not more than there are.</param>
    /// <param name="offset">The first element to read.</param>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public void CopyToCPU(AcceleratorStream stream, Span<T> target, long offset = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.CopyToCPU(View.SubView(offset), target);
    }

    /// <summary>All elements, after everything that was put into the default stream.</summary>
    public T[] GetAsArray1D()
    {
        var result = new T[Length];
        CopyToCPU(result);
        return result;
    }

    /// <summary>Sets every byte to 0 in the default stream.</summary>
    public void MemSetToZero() => Accelerator.DefaultStream.MemSet(View, 0);
}
