namespace IlgpuCam.Compute;

/// <summary>Memory that the work-items of a group have in common; only inside a kernel.</summary>
public static class SharedMemory
{
    /// <summary>Memory of a size known at build time; contents undefined.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, a constant.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ArrayView<T> Allocate<T>(int length)
        where T : unmanaged => throw KernelOnly.Error("SharedMemory.Allocate");

    /// <summary>Memory of the size that the launch gives (<see cref="KernelConfig.DynamicSharedBytes"/>); contents undefined.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged => throw KernelOnly.Error("SharedMemory.GetDynamic");
}
