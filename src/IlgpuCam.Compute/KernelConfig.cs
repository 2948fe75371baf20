namespace IlgpuCam.Compute;

/// <summary>How a kernel is launched: a grid of groups of work-items.</summary>
/// <param name="GridDim">Groups along each axis, at least 1.</param>
/// <param name="GroupDim">Work-items of a group along each axis, at least 1.</param>
/// <param name="DynamicSharedBytes">Bytes of <see cref="SharedMemory.GetDynamic{T}"/>.</param>
public readonly record struct KernelConfig(Index3D GridDim, Index3D GroupDim, int DynamicSharedBytes = 0)
{
    /// <summary>A grid and groups of one axis.</summary>
    public static implicit operator KernelConfig((int Grid, int Group) sizes) => new(sizes.Grid, sizes.Group);

    /// <summary>A grid and groups of up to three axes.</summary>
    public static implicit operator KernelConfig((Index3D Grid, Index3D Group) sizes) => new(sizes.Grid, sizes.Group);
}
