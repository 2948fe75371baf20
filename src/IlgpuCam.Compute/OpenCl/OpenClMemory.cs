namespace IlgpuCam.Compute.OpenCl;

/// <summary>A buffer of an OpenCL device.</summary>
internal sealed class OpenClMemory(OpenClHandle buffer) : DeviceMemory
{
    internal OpenClHandle Handle => buffer;

    /// <inheritdoc/>
    public override void Dispose() => buffer.Dispose();
}
