using System.Runtime.InteropServices;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>Does everything at once.</summary>
internal sealed unsafe class EmulatorStream(EmulatorAccelerator accelerator) : AcceleratorStream(accelerator)
{
    internal override void LaunchCore(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        if (accelerator.IsDebugging)
        {
            DebuggedLaunch.Run(kernel, config, arguments);
        }
        else
        {
            EmulatedLaunch.Run(kernel, config, arguments, accelerator.Threads);
        }
    }

    internal override void CopyToDeviceCore(MemoryBlock target, long offset, void* source, long bytes, bool isPinned) =>
        Copy((byte*)target.Address + offset, source, bytes);

    internal override void CopyToHostCore(void* target, MemoryBlock source, long offset, long bytes, bool isPinned) =>
        Copy(target, (byte*)source.Address + offset, bytes);

    internal override void CopyOnDeviceCore(MemoryBlock target, long targetOffset, MemoryBlock source, long sourceOffset, long bytes) =>
        Copy((byte*)target.Address + targetOffset, (byte*)source.Address + sourceOffset, bytes);

    internal override void FillCore(MemoryBlock target, long offset, byte value, long bytes) =>
        NativeMemory.Fill((byte*)target.Address + offset, (nuint)bytes, value);

    internal override void SynchronizeCore()
    {
    }

    internal override void RecordCore(AcceleratorEvent mark) => ((EmulatorEvent)mark).Mark();

    internal override void WaitCore(AcceleratorEvent mark) => mark.Synchronize();

    internal override void DisposeCore()
    {
    }

    private static void Copy(void* target, void* source, long bytes) => Buffer.MemoryCopy(source, target, bytes, bytes);
}
