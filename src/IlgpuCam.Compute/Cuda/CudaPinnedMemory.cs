namespace IlgpuCam.Compute.Cuda;

/// <summary>Page-locked memory of the host.</summary>
internal sealed unsafe class CudaPinnedMemory(CudaPinnedHandle handle) : DeviceMemory
{
    internal override byte* Host
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            return (byte*)handle.DangerousGetHandle();
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => handle.Dispose();
}
