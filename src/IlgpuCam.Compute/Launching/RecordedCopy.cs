namespace IlgpuCam.Compute.Launching;

/// <summary>A copy on the device.</summary>
internal sealed class RecordedCopy(MemoryBuffer source, long sourceOffset, MemoryBuffer destination, long destinationOffset, long length)
    : RecordedCommand
{
    internal override IEnumerable<MemoryBuffer> Buffers => [source, destination];

    internal override void Run(AcceleratorStream stream) =>
        stream.Copy(source.RequireMemory(), sourceOffset, destination.RequireMemory(), destinationOffset, length);
}
