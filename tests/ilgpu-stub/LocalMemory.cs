namespace ILGPU;

/// <summary>Memory of a work-item; its contents are undefined.</summary>
public static class LocalMemory
{
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => new(UndefinedMemory.Of<T>(extent), 0, extent);
}
