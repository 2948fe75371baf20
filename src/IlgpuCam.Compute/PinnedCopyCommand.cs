namespace IlgpuCam.Compute;

/// <summary>A copy between a buffer and pinned memory.</summary>
internal sealed unsafe class PinnedCopyCommand(MemoryBuffer buffer, long offset, PinnedMemory host, long hostOffset, long bytes, bool isToHost) : RecordedCommand
{
    internal override void Check() => _ = (buffer.Block, host.Address);

    internal override void Run(AcceleratorStream stream)
    {
        var start = (byte*)host.Address + hostOffset;
        if (isToHost)
        {
            stream.CopyToHostCore(start, buffer.Block, offset, bytes, isPinned: true);
        }
        else
        {
            stream.CopyToDeviceCore(buffer.Block, offset, start, bytes, isPinned: true);
        }
    }
}
