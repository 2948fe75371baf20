namespace IlgpuCam.Compute;

/// <summary>32 work-items that follow each other in a group, x fastest; the last warp of a group may have fewer. They exchange values where all of them get to.</summary>
/// <remarks>A shuffle from a lane that the warp does not have gives the own value, on every device.</remarks>
public static class Warp
{
    /// <summary>Work-items of a warp, on every device.</summary>
    public const int WarpSize = 32;

    /// <summary>The work-item's place in its warp. Only inside kernels.</summary>
    public static int LaneIdx => throw KernelOnly.Error("Warp.LaneIdx");

    /// <summary>The value of a given lane. Only inside kernels.</summary>
    /// <typeparam name="T">int, uint, long, ulong, float or double.</typeparam>
    /// <param name="value">This work-item's value.</param>
    /// <param name="lane">From 0 to 31.</param>
    public static T Shuffle<T>(T value, int lane)
        where T : unmanaged => throw KernelOnly.Error("Warp.Shuffle");

    /// <summary>The value of the lane whose number differs in the given bits. Only inside kernels.</summary>
    /// <typeparam name="T">int, uint, long, ulong, float or double.</typeparam>
    /// <param name="value">This work-item's value.</param>
    /// <param name="mask">From 0 to 31.</param>
    public static T ShuffleXor<T>(T value, int mask)
        where T : unmanaged => throw KernelOnly.Error("Warp.ShuffleXor");

    /// <summary>The value of a later lane; its own where there is none. Only inside kernels.</summary>
    /// <typeparam name="T">int, uint, long, ulong, float or double.</typeparam>
    /// <param name="value">This work-item's value.</param>
    /// <param name="delta">How much later.</param>
    public static T ShuffleDown<T>(T value, int delta)
        where T : unmanaged => throw KernelOnly.Error("Warp.ShuffleDown");

    /// <summary>The value of an earlier lane; its own where there is none. Only inside kernels.</summary>
    /// <typeparam name="T">int, uint, long, ulong, float or double.</typeparam>
    /// <param name="value">This work-item's value.</param>
    /// <param name="delta">How much earlier.</param>
    public static T ShuffleUp<T>(T value, int delta)
        where T : unmanaged => throw KernelOnly.Error("Warp.ShuffleUp");
}
