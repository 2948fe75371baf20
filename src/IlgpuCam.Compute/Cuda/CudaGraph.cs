namespace IlgpuCam.Compute.Cuda;

/// <summary>Recorded launches as the driver's graph: one call for all of them.</summary>
internal sealed class CudaGraph(CudaStream stream) : LaunchGraph(stream)
{
    private CudaGraphHandle? _handle;

    internal override void Finish()
    {
        // Kernels are compiled beforehand: the driver may wait for the device then, which a capture does not allow.
        foreach (var launch in Launches)
        {
            stream.Kernels.Get(launch.Kernel);
        }

        stream.Handle.BeginCapture();
        try
        {
            stream.Replay(Launches);
        }
        catch
        {
            stream.Handle.AbandonCapture();
            throw;
        }

        _handle = stream.Handle.EndCapture();
    }

    private protected override void Run(AcceleratorStream stream)
    {
        foreach (var launch in Launches)
        {
            launch.RequireMemory();
        }

        ((CudaStream)stream).Handle.Launch(_handle!);
    }

    private protected override void Close() => _handle?.Dispose();
}
