using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Emulation;

/// <summary>Memory of the host, filled with what is easily seen not to be meant.</summary>
internal sealed unsafe class HostMemoryHandle : SafeHandle
{
    private const byte Fresh = 0xcd;

    private static long _alive;

    /// <summary>Allocates it.</summary>
    /// <exception cref="AcceleratorException">There is not so much.</exception>
    internal HostMemoryHandle(long bytes, int alignment)
        : base(0, ownsHandle: true)
    {
        try
        {
            SetHandle((nint)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)alignment));
        }
        catch (OutOfMemoryException e)
        {
            throw new AcceleratorException($"emulator: {bytes} bytes were asked for, the processor's memory has not so many left", e);
        }

        Interlocked.Increment(ref _alive);
        NativeMemory.Fill((void*)handle, (nuint)bytes, Fresh);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>How many there are in this process.</summary>
    internal static long Alive => Interlocked.Read(ref _alive);

    /// <summary>The first byte.</summary>
    /// <exception cref="ObjectDisposedException">It is freed.</exception>
    internal byte* Start
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        Interlocked.Decrement(ref _alive);
        return true;
    }
}
