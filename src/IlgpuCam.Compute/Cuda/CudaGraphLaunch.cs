using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Cuda;

/// <summary>The launch of a driver's graph.</summary>
internal sealed class CudaGraphLaunch(CudaGraphHandle graph) : RecordedCommand, IDisposable
{
    internal override IEnumerable<MemoryBuffer> Buffers => [];

    /// <inheritdoc/>
    public void Dispose() => graph.Dispose();

    internal override void Run(AcceleratorStream stream) => ((CudaStream)stream).Handle.Launch(graph);
}
