namespace IlgpuCam.Compute;

/// <summary>The group that a work-item belongs to; only inside a kernel.</summary>
public static class Group
{
    /// <summary>Index of the work-item along x, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int IdxX => throw KernelOnly.Error("Group.IdxX");

    /// <summary>Index of the work-item along y, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int IdxY => throw KernelOnly.Error("Group.IdxY");

    /// <summary>Index of the work-item along z, from 0.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int IdxZ => throw KernelOnly.Error("Group.IdxZ");

    /// <summary>Number of work-items along x.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int DimX => throw KernelOnly.Error("Group.DimX");

    /// <summary>Number of work-items along y.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int DimY => throw KernelOnly.Error("Group.DimY");

    /// <summary>Number of work-items along z.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int DimZ => throw KernelOnly.Error("Group.DimZ");

    /// <summary>Waits until every work-item of the group has come here; what they wrote to shared and global memory before is seen after. All of them have to come.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static void Barrier() => throw KernelOnly.Error("Group.Barrier");
}
