namespace IlgpuCam.Compute;

/// <summary>What drives a device.</summary>
public enum DeviceKind
{
    /// <summary>The host's processor, running kernels as C#: for tests and for finding faults.</summary>
    Emulator,

    /// <summary>OpenCL 1.2 or later.</summary>
    OpenCl,

    /// <summary>NVIDIA's driver.</summary>
    Cuda,
}
