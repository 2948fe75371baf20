namespace IlgpuCam.Compute.Cuda;

/// <summary>An event (CUevent).</summary>
internal sealed class CudaEventHandle : CudaHandle
{
    /// <summary>Makes one that keeps time.</summary>
    internal CudaEventHandle(CudaContextHandle context)
        : base(context)
    {
        Take(CudaDriver.EventCreate(out var made, 0), made, "cuEventCreate");
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.EventDestroy(item);
}
