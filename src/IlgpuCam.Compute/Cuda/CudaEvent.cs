namespace IlgpuCam.Compute.Cuda;

/// <summary>A mark in a stream of a CUDA device.</summary>
internal sealed class CudaEvent(CudaEventHandle handle) : AcceleratorEvent
{
    /// <inheritdoc/>
    public override bool IsCompleted => handle.IsReached;

    /// <inheritdoc/>
    public override void Synchronize() => handle.Synchronize();

    /// <inheritdoc/>
    public override double MillisecondsSince(AcceleratorEvent earlier)
    {
        if (earlier is not CudaEvent other || !other.IsOf(handle.Context))
        {
            throw new ArgumentException("an event of the same CUDA device was expected", nameof(earlier));
        }

        other.Synchronize();
        Synchronize();
        return handle.MillisecondsSince(other.Handle);
    }

    private protected override void Close() => handle.Dispose();

    private CudaEventHandle Handle => handle;

    private bool IsOf(CudaContextHandle context) => ReferenceEquals(handle.Context, context);
}
