namespace IlgpuCam.Compute;

/// <summary>The shape of a launch.</summary>
/// <param name="GridDim">Groups.</param>
/// <param name="GroupDim">Work-items of a group.</param>
/// <param name="DynamicSharedBytes">Bytes of shared memory for <see cref="SharedMemory.GetDynamic"/>.</param>
public readonly record struct KernelConfig(Index3D GridDim, Index3D GroupDim, int DynamicSharedBytes = 0)
{
    /// <summary>Groups along x, work-items along x.</summary>
    public static implicit operator KernelConfig((int Grid, int Group) config) => new(config.Grid, config.Group);

    /// <summary>Groups and work-items along three axes.</summary>
    public static implicit operator KernelConfig((Index3D Grid, Index3D Group) config) => new(config.Grid, config.Group);

    /// <summary>Groups and work-items along x, and dynamic shared memory in bytes.</summary>
    public static implicit operator KernelConfig((int Grid, int Group, int DynamicSharedBytes) config) => new(config.Grid, config.Group, config.DynamicSharedBytes);
}
