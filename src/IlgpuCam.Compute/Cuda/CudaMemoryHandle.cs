namespace IlgpuCam.Compute.Cuda;

/// <summary>Device memory.</summary>
internal sealed class CudaMemoryHandle : CudaHandle
{
    /// <summary>Allocates it.</summary>
    internal CudaMemoryHandle(CudaContextHandle context, nuint bytes)
        : base(context)
    {
        Take(CudaDriver.MemAlloc(out var made, bytes), made, "cuMemAlloc");
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.MemFree(item);
}
