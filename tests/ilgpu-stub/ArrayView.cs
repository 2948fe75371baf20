namespace ILGPU;

/// <summary>A part of an array.</summary>
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

    public ref T this[int index] => ref this[(long)index];

    public ref T this[long index] 
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)Length);
            return ref _memory[_offset + index];
        }
    }

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    public ArrayView<T> SubView(long index, long length) =>
        index >= 0 && length >= 0 && index + length <= Length ? new(_memory, _offset + index, length) : throw new ArgumentOutOfRangeException(nameof(index));
}
