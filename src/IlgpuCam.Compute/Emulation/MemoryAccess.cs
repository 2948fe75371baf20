namespace IlgpuCam.Compute.Emulation;

/// <summary>How memory is used.</summary>
internal enum MemoryAccess
{
    Read,
    Write,
    Atomic,
}
