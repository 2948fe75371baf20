using System.Runtime.CompilerServices;

namespace IlgpuCam.Compute;

/// <summary>A stretch of a buffer, of shared or of local memory, as kernels see it. Elements can be read outside kernels only where they lie in host memory (the emulator's).</summary>
/// <typeparam name="T">The element.</typeparam>
/// <remarks>A view does not keep its buffer from being disposed; launches and copies refuse views of disposed buffers.</remarks>
public readonly unsafe struct ArrayView<T>
    where T : unmanaged
{
    // An address in host memory; on other devices bytes from the buffer's start.
    private readonly nint _start;
    private readonly long _length;

    // The length, or 0 where the host cannot read: one comparison guards both.
    private readonly long _readable;

    internal ArrayView(MemoryBuffer? buffer, nint start, long length)
        : this(buffer, start, length, buffer is null || buffer.Accelerator.IsHostMemory)
    {
    }

    private ArrayView(MemoryBuffer? buffer, nint start, long length, bool isReadable)
    {
        Buffer = buffer;
        _start = start;
        _length = length;
        _readable = isReadable ? length : 0;
    }

    /// <summary>Number of elements.</summary>
    public long Length => _length;

    /// <summary>Number of elements.</summary>
    /// <exception cref="OverflowException">It is more than an int holds.</exception>
    public int IntLength => checked((int)_length);

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The buffer; null for shared, local and no memory.</summary>
    internal MemoryBuffer? Buffer { get; }

    /// <summary>An address in host memory, or bytes from the start of a buffer elsewhere.</summary>
    internal nint Start => _start;

    /// <summary>Bytes from the buffer's start.</summary>
    internal long ByteOffset => Buffer is null ? 0 : _start - Buffer.HostAddress;

    /// <summary>An element.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="KernelIndexException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The memory is a device's, outside a kernel.</exception>
    public ref T this[int index] => ref this[(long)index];

    /// <summary>An element.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="KernelIndexException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The memory is a device's, outside a kernel.</exception>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)_readable)
            {
                ThrowIndex(index);
            }

            return ref ((T*)_start)[index];
        }
    }

    /// <summary>The rest from an element on.</summary>
    /// <param name="offset">The first element.</param>
    /// <exception cref="KernelIndexException">It lies outside.</exception>
    public ArrayView<T> SubView(int offset) => SubView((long)offset, _length - offset);

    /// <summary>A stretch.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">Elements.</param>
    /// <exception cref="KernelIndexException">It does not lie inside.</exception>
    public ArrayView<T> SubView(int offset, int length) => SubView((long)offset, length);

    /// <summary>The rest from an element on.</summary>
    /// <param name="offset">The first element.</param>
    /// <exception cref="KernelIndexException">It lies outside.</exception>
    public ArrayView<T> SubView(long offset) => SubView(offset, _length - offset);

    /// <summary>A stretch.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">Elements.</param>
    /// <exception cref="KernelIndexException">It does not lie inside.</exception>
    public ArrayView<T> SubView(long offset, long length)
    {
        if ((ulong)offset > (ulong)_length || (ulong)length > (ulong)(_length - offset))
        {
            throw new KernelIndexException($"a stretch of {length} elements from {offset} is outside a view of {_length}");
        }

        return new(Buffer, _start + (nint)(offset * sizeof(T)), length, _readable == _length);
    }

    /// <summary>The same bytes as elements of another type; bytes that do not fill one are left out.</summary>
    /// <typeparam name="TOther">The other element. The caller promises its alignment.</typeparam>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged => new(Buffer, _start, _length * sizeof(T) / sizeof(TOther), _readable == _length);

    private void ThrowIndex(long index)
    {
        if ((ulong)index < (ulong)_length)
        {
            throw new InvalidOperationException($"Memory of {Buffer?.Accelerator.Name} cannot be read element by element outside a kernel: copy it.");
        }

        throw new KernelIndexException($"index {index} is outside a view of {_length} elements");
    }
}
