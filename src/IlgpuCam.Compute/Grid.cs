namespace IlgpuCam.Compute;

/// <summary>The grid of groups that a launch consists of; only inside a kernel.</summary>
public static class Grid
{
    /// <summary>Index of the group along x, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int IdxX => throw KernelOnly.Error("Grid.IdxX");

    /// <summary>Index of the group along y, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int IdxY => throw KernelOnly.Error("Grid.IdxY");

    /// <summary>Index of the group along z, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int IdxZ => throw KernelOnly.Error("Grid.IdxZ");

    /// <summary>Number of groups along x.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int DimX => throw KernelOnly.Error("Grid.DimX");

    /// <summary>Number of groups along y.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int DimY => throw KernelOnly.Error("Grid.DimY");

    /// <summary>Number of groups along z.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int DimZ => throw KernelOnly.Error("Grid.DimZ");
}
