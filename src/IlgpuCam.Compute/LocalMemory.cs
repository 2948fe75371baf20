namespace IlgpuCam.Compute;

/// <summary>Memory of one work-item: registers where indices are known when the kernel is compiled.</summary>
public static class LocalMemory
{
    /// <summary>Memory of a size that is known when the kernel is compiled; its contents are undefined. Only inside kernels.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="length">Elements, a constant.</param>
    public static ArrayView<T> Allocate<T>(int length)
        where T : unmanaged => throw KernelOnly.Error("LocalMemory.Allocate");
}
