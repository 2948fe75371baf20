namespace IlgpuCam.Compute.Launching;

/// <summary>Setting every byte.</summary>
internal sealed class RecordedFill(MemoryBuffer buffer, long offset, long length, byte value) : RecordedCommand
{
    internal override IEnumerable<MemoryBuffer> Buffers => [buffer];

    internal override void Run(AcceleratorStream stream) => stream.Set(buffer.RequireMemory(), offset, length, value);
}
