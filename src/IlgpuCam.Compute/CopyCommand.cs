namespace IlgpuCam.Compute;

/// <summary>A copy on the device.</summary>
internal sealed class CopyCommand(MemoryBuffer source, long sourceOffset, MemoryBuffer target, long targetOffset, long bytes) : RecordedCommand
{
    internal override void Check() => _ = (source.Block, target.Block);

    internal override void Run(AcceleratorStream stream) => stream.CopyOnDeviceCore(target.Block, targetOffset, source.Block, sourceOffset, bytes);
}
