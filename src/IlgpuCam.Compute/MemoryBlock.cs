using System.Runtime.InteropServices;

namespace IlgpuCam.Compute;

/// <summary>Memory as a driver gave it.</summary>
/// <param name="handle">What frees it.</param>
/// <param name="address">Its address on the device (the host's for the emulator); 0 where the driver knows it by the handle only.</param>
/// <param name="bytes">Its size.</param>
internal sealed class MemoryBlock(SafeHandle handle, nint address, long bytes)
{
    internal SafeHandle Handle { get; } = handle;

    internal nint Address { get; } = address;

    internal long Bytes { get; } = bytes;

    /// <summary>The accelerator's count of waits for everything when the block was given back.</summary>
    internal long GivenAt { get; set; }
}
