using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Emulation;

/// <summary>Host memory, aligned to a cache line.</summary>
internal sealed unsafe class HostMemoryHandle : NativeHandle
{
    private const int Alignment = 64;

    internal HostMemoryHandle(HandleCount count, long bytes)
        : base(count, (nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment))
    {
    }

    /// <summary>A block of host memory.</summary>
    internal static MemoryBlock Allocate(HandleCount count, long bytes)
    {
        var handle = new HostMemoryHandle(count, bytes);
        return new(handle, handle.Value, bytes);
    }

    private protected override bool Free(nint value)
    {
        NativeMemory.AlignedFree((void*)value);
        return true;
    }
}
