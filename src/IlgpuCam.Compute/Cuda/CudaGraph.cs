namespace IlgpuCam.Compute.Cuda;

/// <summary>Recorded work as the driver's graph: one call for all of it.</summary>
internal sealed class CudaGraph(CudaAccelerator accelerator, RecordedCommand[] commands, CudaGraphHandle handle) : LaunchGraph(accelerator, commands)
{
    internal override void RunCore(AcceleratorStream stream) => ((CudaStream)stream).Handle.Launch(handle);

    private protected override void DisposeCore() => handle.Dispose();
}
