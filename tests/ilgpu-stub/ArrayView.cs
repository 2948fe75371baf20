using ILGPU.Runtime;

namespace ILGPU;

/// <summary>A part of an array. With the four indexers a uint is no index: it converts to two of them.</summary>
public readonly struct ArrayView<T>
    where T : unmanaged
{
    private readonly T[] _memory;
    private readonly long _offset;

    internal ArrayView(T[] memory, long offset, long length)
    {
        (_memory, _offset, Length) = (memory, offset, length);
    }

    public long Length { get; }

    public int IntLength => checked((int)Length);

    public ref T this[Index1D index] => ref this[(long)index.X];

    public ref T this[LongIndex1D index] => ref this[index.X];

    public ref T this[int index] => ref this[(long)index];

    public ref T this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)Length, nameof(index));
            return ref _memory[_offset + index];
        }
    }

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    public ArrayView<T> SubView(long index, long subViewLength)
    {
        // A part that begins at the end is refused there, even an empty one.
        var isInside = (index >= 0 && index < Length) || (index == 0 && Length < 1);
        return isInside && subViewLength >= 0 && index + subViewLength <= Length ? new(_memory, _offset + index, subViewLength) : throw new ArgumentOutOfRangeException(nameof(index));
    }

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view);

    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;
}
