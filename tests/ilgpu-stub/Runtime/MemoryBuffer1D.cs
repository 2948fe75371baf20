namespace ILGPU.Runtime;

public sealed class MemoryBuffer1D<T, TStride> : IDisposable
    where T : unmanaged
    where TStride : struct
{
    internal MemoryBuffer1D(T[] memory)
    {
        Memory = memory;
    }

    public ArrayView1D<T, TStride> View => new(new(Memory, 0, Memory.Length));

    internal T[] Memory { get; }

    public void Dispose()
    {
    }
}
