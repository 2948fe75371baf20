namespace IlgpuCam.Compute.Cuda;

/// <summary>Memory of a CUDA device.</summary>
internal sealed class CudaMemory(CudaMemoryHandle handle) : DeviceMemory
{
    /// <summary>Its address on the device.</summary>
    internal nint Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            return handle.DangerousGetHandle();
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => handle.Dispose();
}
