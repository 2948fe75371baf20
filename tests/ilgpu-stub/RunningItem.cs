namespace ILGPU;

/// <summary>What the thread that stands for a work-item knows of itself and its group.</summary>
internal sealed class RunningItem(Index3D grid, Index3D group, KernelConfig config, RunningGroup shared)
{
    [ThreadStatic]
    private static RunningItem? _current;

    private int _allocations;

    public static RunningItem Current
    {
        get => _current ?? throw new NotSupportedException("Only inside kernels.");
        set => _current = value;
    }

    public Index3D Grid => grid;

    public Index3D Group => group;

    public KernelConfig Config => config;

    /// <summary>Barriers that it has come to.</summary>
    public int Barriers { get; private set; }

    public T[] Allocate<T>(int extent)
        where T : unmanaged => shared.Memory<T>(_allocations++, extent);

    public void Wait()
    {
        Barriers++;
        shared.Barrier.SignalAndWait();
    }
}
