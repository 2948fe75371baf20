namespace IlgpuCam.Compute;

/// <summary>Memory of a group of work-items.</summary>
public static class SharedMemory
{
    /// <summary>Memory of a size that is known when the kernel is compiled; its contents are undefined. Only inside kernels.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, a constant.</param>
    public static ArrayView<T> Allocate<T>(int length)
        where T : unmanaged => throw KernelOnly.Error("SharedMemory.Allocate");

    /// <summary>Memory of the size that the launch states, see <see cref="KernelConfig.DynamicSharedBytes"/>. Only inside kernels.</summary>
    /// <typeparam name="T">The element.</typeparam>
    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged => throw KernelOnly.Error("SharedMemory.GetDynamic");
}
