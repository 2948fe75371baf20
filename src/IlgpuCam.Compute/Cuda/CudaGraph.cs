using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Cuda;

/// <summary>Recorded launches and copies as the driver's graph: one call for all of them.</summary>
internal sealed class CudaGraph(CudaAccelerator accelerator, AcceleratorStream stream) : LaunchGraph(stream)
{
    private CudaGraphLaunch? _launch;

    internal override void Finish()
    {
        base.Finish();
        Capture();
    }

    private protected override void Run(AcceleratorStream stream)
    {
        if (_launch is null)
        {
            Capture();
        }

        stream.Replay([_launch!]);
    }

    // The driver frees a graph that still runs when it is through.
    private protected override void OnChanged() => Close();

    private protected override void Close()
    {
        _launch?.Dispose();
        _launch = null;
    }

    private void Capture()
    {
        // Kernels are compiled beforehand: the driver may wait for the device then, which a capture does not allow.
        foreach (var launch in Commands.OfType<RecordedLaunch>())
        {
            accelerator.Kernels.Get(launch.Kernel);
        }

        // In a stream of its own, which nobody can wait for meanwhile.
        using var own = accelerator.NewCaptureStream();
        own.Handle.BeginCapture();
        try
        {
            foreach (var command in Commands)
            {
                command.Run(own);
            }
        }
        catch
        {
            own.Handle.AbandonCapture();
            throw;
        }

        _launch = new(own.Handle.EndCapture());
    }
}
