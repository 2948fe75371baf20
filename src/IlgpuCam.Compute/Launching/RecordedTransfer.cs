namespace IlgpuCam.Compute.Launching;

/// <summary>A copy between a buffer and pinned memory.</summary>
internal sealed class RecordedTransfer(MemoryBuffer buffer, long offset, PinnedMemory pinned, long pinnedOffset, long length, bool isToHost)
    : RecordedCommand
{
    internal override IEnumerable<MemoryBuffer> Buffers => [buffer];

    internal override PinnedMemory? Pinned => pinned;

    internal override void Run(AcceleratorStream stream)
    {
        if (isToHost)
        {
            stream.ReadPinned(buffer.RequireMemory(), offset, pinned.RequireMemory(), pinnedOffset, length);
        }
        else
        {
            stream.WritePinned(pinned.RequireMemory(), pinnedOffset, buffer.RequireMemory(), offset, length);
        }
    }
}
