namespace IlgpuCam.Compute;

/// <summary>What drives a device.</summary>
public enum DeviceKind
{
    /// <summary>Kernels as C#, on the processor.</summary>
    Emulator,

    /// <summary>OpenCL 1.2 or later.</summary>
    OpenCl,

    /// <summary>The CUDA driver.</summary>
    Cuda,
}
