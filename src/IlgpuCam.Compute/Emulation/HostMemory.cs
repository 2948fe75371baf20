using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A buffer of the emulator.</summary>
internal sealed unsafe class HostMemory : DeviceMemory
{
    private byte* _start;

    internal HostMemory(long bytes)
    {
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 256);
        NativeMemory.Fill(_start, (nuint)bytes, 0xcd);
    }

    ~HostMemory() => Free();

    internal override byte* Host => _start;

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
