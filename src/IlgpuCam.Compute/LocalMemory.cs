namespace IlgpuCam.Compute;

/// <summary>Memory of one work-item; only inside a kernel.</summary>
public static class LocalMemory
{
    /// <summary>Memory of a size known at build time; contents undefined.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, a constant.</param>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ArrayView<T> Allocate<T>(int length)
        where T : unmanaged => throw KernelOnly.Error("LocalMemory.Allocate");
}
