namespace IlgpuCam.Compute.Emulation;

/// <summary>Ends a work-item's thread after another's fault.</summary>
internal sealed class KernelAbandonedException : Exception;
