namespace IlgpuCam.Compute.Emulation;

/// <summary>A buffer of the emulator.</summary>
internal sealed unsafe class HostMemory(long bytes) : DeviceMemory
{
    private const int Alignment = 256;

    private readonly HostMemoryHandle _handle = new(bytes, Alignment);

    internal override byte* Host => _handle.Start;

    /// <inheritdoc/>
    public override void Dispose() => _handle.Dispose();
}
