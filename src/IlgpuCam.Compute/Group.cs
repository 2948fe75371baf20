namespace IlgpuCam.Compute;

/// <summary>Where a work-item is in its group, the group's size, and the barrier that its work-items wait at.</summary>
public static class Group
{
    /// <summary>The work-item's place along axis X, from 0. Only inside kernels.</summary>
    public static int IdxX => throw KernelOnly.Error("Group.IdxX");

    /// <summary>The work-item's place along axis Y, from 0. Only inside kernels.</summary>
    public static int IdxY => throw KernelOnly.Error("Group.IdxY");

    /// <summary>The work-item's place along axis Z, from 0. Only inside kernels.</summary>
    public static int IdxZ => throw KernelOnly.Error("Group.IdxZ");

    /// <summary>Work-items along axis X. Only inside kernels.</summary>
    public static int DimX => throw KernelOnly.Error("Group.DimX");

    /// <summary>Work-items along axis Y. Only inside kernels.</summary>
    public static int DimY => throw KernelOnly.Error("Group.DimY");

    /// <summary>Work-items along axis Z. Only inside kernels.</summary>
    public static int DimZ => throw KernelOnly.Error("Group.DimZ");

    /// <summary>Waits for all work-items of the group; what they wrote before is seen after. All of them have to get here. Only inside kernels.</summary>
    public static void Barrier() => throw KernelOnly.Error("Group.Barrier");
}
