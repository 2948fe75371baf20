namespace IlgpuCam.Compute;

/// <summary>Where a group is in the grid, and the grid's size.</summary>
public static class Grid
{
    /// <summary>The group's place along axis X, from 0. Only inside kernels.</summary>
    public static int IdxX => throw KernelOnly.Error("Grid.IdxX");

    /// <summary>The group's place along axis Y, from 0. Only inside kernels.</summary>
    public static int IdxY => throw KernelOnly.Error("Grid.IdxY");

    /// <summary>The group's place along axis Z, from 0. Only inside kernels.</summary>
    public static int IdxZ => throw KernelOnly.Error("Grid.IdxZ");

    /// <summary>Groups along axis X. Only inside kernels.</summary>
    public static int DimX => throw KernelOnly.Error("Grid.DimX");

    /// <summary>Groups along axis Y. Only inside kernels.</summary>
    public static int DimY => throw KernelOnly.Error("Grid.DimY");

    /// <summary>Groups along axis Z. Only inside kernels.</summary>
    public static int DimZ => throw KernelOnly.Error("Grid.DimZ");
}
