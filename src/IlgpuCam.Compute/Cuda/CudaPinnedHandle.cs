namespace IlgpuCam.Compute.Cuda;

/// <summary>Host memory that the device copies from and to without a detour.</summary>
internal sealed class CudaPinnedHandle : CudaHandle
{
    private const uint Portable = 1;

    /// <summary>Allocates it, usable from every context.</summary>
    internal CudaPinnedHandle(CudaContextHandle context, nuint bytes)
        : base(context)
    {
        Take(CudaDriver.MemHostAlloc(out var made, bytes, Portable), made, "cuMemHostAlloc");
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.MemFreeHost(item);
}
