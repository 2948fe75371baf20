namespace IlgpuCam.Compute;

/// <summary>Setting every byte.</summary>
internal sealed class FillCommand(MemoryBuffer target, long offset, byte value, long bytes) : RecordedCommand
{
    internal override void Check() => _ = target.Block;

    internal override void Run(AcceleratorStream stream) => stream.FillCore(target.Block, offset, value, bytes);
}
