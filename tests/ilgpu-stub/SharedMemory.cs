namespace ILGPU;

/// <summary>Memory of a group; its contents are undefined, so here they are neither 0 nor a number.</summary>
public static class SharedMemory
{
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => new(RunningItem.Current.Allocate<T>(extent), 0, extent);
}
