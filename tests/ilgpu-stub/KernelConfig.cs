namespace ILGPU;

/// <summary>Grid and group of a launch; a single number is an <see cref="Index1D"/> and no <see cref="Index3D"/>.</summary>
public readonly struct KernelConfig
{
    public KernelConfig(Index1D gridDim, Index1D groupDim)
        : this(new Index3D(gridDim.X, 1, 1), new Index3D(groupDim.X, 1, 1))
    {
    }

    public KernelConfig(Index2D gridDim, Index2D groupDim)
        : this(new Index3D(gridDim.X, gridDim.Y, 1), new Index3D(groupDim.X, groupDim.Y, 1))
    {
    }

    public KernelConfig(Index3D gridDim, Index3D groupDim)
    {
        (GridDim, GroupDim) = (gridDim, groupDim);
    }

    public Index3D GridDim { get; }

    public Index3D GroupDim { get; }

    public bool IsValid => GridDim is { X: > 0, Y: > 0, Z: > 0 } && GroupDim is { X: > 0, Y: > 0, Z: > 0 };

    public static implicit operator KernelConfig((Index1D Grid, Index1D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    public static implicit operator KernelConfig((Index2D Grid, Index2D Group) dimensions) => new(dimensions.Grid, dimensions.Group);

    public static implicit operator KernelConfig((Index3D Grid, Index1D Group) dimensions) => new(dimensions.Grid, new Index3D(dimensions.Group.X, 1, 1));

    public static implicit operator KernelConfig((Index3D Grid, Index3D Group) dimensions) => new(dimensions.Grid, dimensions.Group);
}
