using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace IlgpuCam.Compute;

/// <summary>A part of a buffer on a device, or of host memory: what kernels take, and what copies go to and from.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly unsafe struct ArrayView<T>
    where T : unmanaged
{
    private readonly byte* _memory;

    /// <summary>A view of host memory.</summary>
    /// <param name="start">The first element; it has to stay where it is.</param>
    /// <param name="length">Elements.</param>
    internal ArrayView(T* start, long length)
        : this(null, (byte*)start, 0, length)
    {
    }

    internal ArrayView(MemoryBuffer? buffer, byte* memory, long offset, long length)
    {
        _memory = memory;
        (Buffer, OffsetInBytes, Length) = (buffer, offset, length);
    }

    /// <summary>Elements.</summary>
    public long Length { get; }

    /// <summary>Elements.</summary>
    /// <exception cref="OverflowException">There are more than an int can count.</exception>
    public int IntLength => checked((int)Length);

    /// <summary>Bytes.</summary>
    public long LengthInBytes => Length * sizeof(T);

    /// <summary>The buffer, or null where it is host memory.</summary>
    internal MemoryBuffer? Buffer { get; }

    /// <summary>Bytes from the buffer's start.</summary>
    internal long OffsetInBytes { get; }

    /// <summary>The first element where it is in host memory, else null.</summary>
    internal T* Memory => (T*)_memory;

    /// <summary>An element; from the host only where the memory is its own.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="KernelIndexException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The memory is a device's.</exception>
    public ref T this[int index] => ref this[(long)index];

    /// <summary>An element; from the host only where the memory is its own.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="KernelIndexException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The memory is a device's.</exception>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)Length || _memory == null)
            {
                ThrowIndex(index);
            }

            return ref ((T*)_memory)[index];
        }
    }

    /// <summary>The elements from one on.</summary>
    /// <param name="offset">The first.</param>
    /// <exception cref="KernelIndexException">It is not inside.</exception>
    public ArrayView<T> SubView(long offset) => SubView(offset, Length - offset);

    /// <summary>Some of the elements.</summary>
    /// <param name="offset">The first.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="KernelIndexException">They are not inside.</exception>
    public ArrayView<T> SubView(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new KernelIndexException($"a part of {length} elements from {offset} on does not lie in a view of {Length}");
        }

        return new(Buffer, _memory == null ? null : _memory + (offset * sizeof(T)), OffsetInBytes + (offset * sizeof(T)), length);
    }

    /// <summary>The same memory as elements of another type; a rest that is too short for one is left out.</summary>
    /// <typeparam name="TOther">The other type.</typeparam>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged => new(Buffer, _memory, OffsetInBytes, LengthInBytes / sizeof(TOther));

    [DoesNotReturn]
    private void ThrowIndex(long index) => throw ((ulong)index >= (ulong)Length
        ? new KernelIndexException($"element {index} does not lie in a view of {Length}")
        : new InvalidOperationException("the memory is a device's; copy it to the host first"));
}
