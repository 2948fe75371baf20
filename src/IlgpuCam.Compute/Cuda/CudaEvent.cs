namespace IlgpuCam.Compute.Cuda;

/// <summary>A mark in a stream of a CUDA device.</summary>
internal sealed class CudaEvent(CudaAccelerator accelerator, CudaEventHandle handle) : AcceleratorEvent(accelerator)
{
    private bool _isRecorded;

    /// <summary>The driver's.</summary>
    internal CudaEventHandle Handle => handle;

    /// <inheritdoc/>
    public override void Synchronize()
    {
        if (!_isRecorded)
        {
            throw new InvalidOperationException("The event was never recorded.");
        }

        handle.Synchronize();
    }

    /// <inheritdoc/>
    public override void Dispose() => handle.Dispose();

    internal override double MillisecondsSince(AcceleratorEvent earlier) => handle.MillisecondsSince(((CudaEvent)earlier).Handle);

    /// <summary>Marks the place that a stream has come to.</summary>
    internal void RecordIn(CudaStreamHandle stream)
    {
        stream.Record(handle);
        _isRecorded = true;
    }
}
