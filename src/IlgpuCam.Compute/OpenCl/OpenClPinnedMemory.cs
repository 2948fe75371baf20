namespace IlgpuCam.Compute.OpenCl;

/// <summary>Mapped memory of the driver's.</summary>
internal sealed unsafe class OpenClPinnedMemory(OpenClPinnedHandle handle) : DeviceMemory
{
    internal override byte* Host => handle.Start;

    /// <inheritdoc/>
    public override void Dispose() => handle.Dispose();
}
