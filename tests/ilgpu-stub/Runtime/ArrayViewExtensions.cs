namespace ILGPU.Runtime;

public static class ArrayViewExtensions
{
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, T[] data)
        where T : unmanaged => new([.. data]);

    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, long length)
        where T : unmanaged => new(UndefinedMemory.Of<T>(checked((int)length)));

    public static T[] GetAsArray1D<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged => [.. buffer.Memory];
}
