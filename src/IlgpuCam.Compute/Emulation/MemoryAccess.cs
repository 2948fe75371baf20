namespace IlgpuCam.Compute.Emulation;

/// <summary>How a work-item uses memory.</summary>
internal enum MemoryAccess
{
    Read,
    Write,
    Atomic,
}
