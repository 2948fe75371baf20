namespace IlgpuCam.Compute.Cuda;

/// <summary>A stream (CUstream).</summary>
internal sealed class CudaStreamHandle : CudaHandle
{
    private const uint NonBlocking = 1;

    /// <summary>Makes one that keeps no order with the default stream.</summary>
    internal CudaStreamHandle(CudaContextHandle context)
        : base(context)
    {
        Take(CudaDriver.StreamCreate(out var made, NonBlocking), made, "cuStreamCreate");
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.StreamDestroy(item);
}
