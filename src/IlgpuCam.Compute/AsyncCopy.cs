namespace IlgpuCam.Compute;

/// <summary>
/// Copies from a buffer to shared memory that go on while the work-item computes (PTX ISA, "cp.async"), for CUDA devices of compute capability 8.0 and later and for the emulator; a kernel with them has no OpenCL text.
/// A copy is there for its work-item after <see cref="Wait"/>, for the group after a barrier behind that. Both places begin at multiples of the copy's size.
/// </summary>
public static class AsyncCopy
{
    /// <summary>Copies 4 bytes, or writes zeros (<c>cp.async.ca.shared.global</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar or struct of 1, 2 or 4 bytes.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="to">The first element there.</param>
    /// <param name="source">A buffer.</param>
    /// <param name="from">The first element there.</param>
    /// <param name="isPresent">False to write zeros; the source is not read then.</param>
    public static void Copy4<T>(ArrayView<T> shared, int to, ArrayView<T> source, int from, bool isPresent)
        where T : unmanaged => throw KernelOnly.Error("AsyncCopy.Copy4");

    /// <summary>Copies 8 bytes, or writes zeros (<c>cp.async.ca.shared.global</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar or struct of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="to">The first element there.</param>
    /// <param name="source">A buffer.</param>
    /// <param name="from">The first element there.</param>
    /// <param name="isPresent">False to write zeros; the source is not read then.</param>
    public static void Copy8<T>(ArrayView<T> shared, int to, ArrayView<T> source, int from, bool isPresent)
        where T : unmanaged => throw KernelOnly.Error("AsyncCopy.Copy8");

    /// <summary>Copies 16 bytes, or writes zeros (<c>cp.async.cg.shared.global</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar or struct of 1, 2, 4, 8 or 16 bytes.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="to">The first element there.</param>
    /// <param name="source">A buffer.</param>
    /// <param name="from">The first element there.</param>
    /// <param name="isPresent">False to write zeros; the source is not read then.</param>
    public static void Copy16<T>(ArrayView<T> shared, int to, ArrayView<T> source, int from, bool isPresent)
        where T : unmanaged => throw KernelOnly.Error("AsyncCopy.Copy16");

    /// <summary>Makes a group of the work-item's copies since the last one (<c>cp.async.commit_group</c>). Only inside kernels.</summary>
    public static void Commit() => throw KernelOnly.Error("AsyncCopy.Commit");

    /// <summary>Waits until at most so many of the work-item's last groups are on their way (<c>cp.async.wait_group</c>). Only inside kernels.</summary>
    /// <param name="pending">A constant from 0 to 7.</param>
    public static void Wait(int pending) => throw KernelOnly.Error("AsyncCopy.Wait");
}
