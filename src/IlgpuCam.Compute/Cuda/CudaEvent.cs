namespace IlgpuCam.Compute.Cuda;

/// <summary>A mark in a stream of a CUDA device.</summary>
internal sealed class CudaEvent(CudaAccelerator accelerator, CudaEventHandle handle) : AcceleratorEvent(accelerator)
{
    /// <summary>The driver's.</summary>
    internal CudaEventHandle Handle => handle;

    private protected override void RecordCore(AcceleratorStream stream) => ((CudaStream)stream).Handle.Record(handle);

    private protected override bool IsReached() => handle.IsReached;

    private protected override void WaitForIt() => handle.Synchronize();

    private protected override double TimeSince(AcceleratorEvent earlier) => handle.MillisecondsSince(((CudaEvent)earlier).Handle);

    private protected override void Close() => handle.Dispose();
}
