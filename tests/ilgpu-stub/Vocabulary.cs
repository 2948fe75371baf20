namespace ILGPU;

public readonly record struct Index1D(int X)
{
    public static implicit operator Index1D(int x) => new(x);
}

public readonly record struct Index3D(int X, int Y, int Z);

public readonly struct KernelConfig
{
    public KernelConfig(Index1D gridDim, Index1D groupDim)
        : this(new(gridDim.X, 1, 1), new Index3D(groupDim.X, 1, 1))
    {
    }

    public KernelConfig(Index3D gridDim, Index3D groupDim)
    {
        (GridDim, GroupDim) = (gridDim, groupDim);
    }

    public Index3D GridDim { get; }

    public Index3D GroupDim { get; }
}

public static class Grid
{
    public static int IdxX => RunningItem.Current.Grid.X;

    public static int IdxY => RunningItem.Current.Grid.Y;

    public static int IdxZ => RunningItem.Current.Grid.Z;

    public static int DimX => RunningItem.Current.Config.GridDim.X;

    public static int DimY => RunningItem.Current.Config.GridDim.Y;

    public static int DimZ => RunningItem.Current.Config.GridDim.Z;
}

public static class Group
{
    public static int IdxX => RunningItem.Current.Group.X;

    public static int IdxY => RunningItem.Current.Group.Y;

    public static int IdxZ => RunningItem.Current.Group.Z;

    public static int DimX => RunningItem.Current.Config.GroupDim.X;

    public static int DimY => RunningItem.Current.Config.GroupDim.Y;

    public static int DimZ => RunningItem.Current.Config.GroupDim.Z;

    public static void Barrier() => RunningItem.Current.Shared.Barrier.SignalAndWait();
}

public static class SharedMemory
{
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => new(RunningItem.Current.Shared.Memory<T>(RunningItem.Current.NextAllocation(), extent), 0, extent);
}

public static class LocalMemory
{
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => new(new T[extent], 0, extent);
}

public static class Interop
{
    public static uint FloatAsInt(float value) => BitConverter.SingleToUInt32Bits(value);
}

/// <summary>Atomics on int, which is what the kernels use.</summary>
public static class Atomic
{
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    public static int Or(ref int target, int value) => Interlocked.Or(ref target, value);

    public static int And(ref int target, int value) => Interlocked.And(ref target, value);

    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);

    public static int CompareExchange(ref int target, int compare, int value) => Interlocked.CompareExchange(ref target, value, compare);

    public static int Min(ref int target, int value)
    {
        int old;
        while ((old = Volatile.Read(ref target)) > value && Interlocked.CompareExchange(ref target, value, old) != old)
        {
        }

        return old;
    }

    public static int Max(ref int target, int value)
    {
        int old;
        while ((old = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, old) != old)
        {
        }

        return old;
    }
}
