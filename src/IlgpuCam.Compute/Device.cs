namespace IlgpuCam.Compute;

/// <summary>A device and what it can do.</summary>
public sealed record Device
{
    /// <summary>What drives it.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>Its number among those of its kind, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its name as the driver gives it.</summary>
    public required string Name { get; init; }

    /// <summary>Who made it.</summary>
    public string Vendor { get; init; } = string.Empty;

    /// <summary>The driver and its version.</summary>
    public string Driver { get; init; } = string.Empty;

    /// <summary>Multiprocessors, or cores of a processor.</summary>
    public int ComputeUnits { get; init; }

    /// <summary>Bytes of its memory.</summary>
    public long GlobalMemory { get; init; }

    /// <summary>Bytes of shared memory that a group can have.</summary>
    public int SharedMemoryPerGroup { get; init; }

    /// <summary>Work-items that a group can have.</summary>
    public int MaxGroupSize { get; init; }

    /// <summary>The fastest that the compute units run, in megahertz; 0 where the driver does not say.</summary>
    public int ClockMegahertz { get; init; }

    /// <summary>CUDA's compute capability, such as 8.0; null elsewhere.</summary>
    public Version? ComputeCapability { get; init; }

    /// <summary>
    /// Work-items of a warp, which kernels shuffle values in; CUDA runs them in step, elsewhere shuffles go through shared memory.
    /// </summary>
    public int WarpSize { get; init; }

    /// <summary>Whether it computes in half precision.</summary>
    public bool HasFloat16 { get; init; }

    /// <summary>Whether it computes in double precision.</summary>
    public bool HasFloat64 { get; init; }

    /// <summary>Whether it has atomics on 64-bit integers.</summary>
    public bool HasInt64Atomics { get; init; }

    /// <summary>Whether kernels have instructions that multiply small matrices: on CUDA, which takes no device without.</summary>
    public bool HasTensorCores { get; init; }

    /// <summary>Whether it is a graphics card or another accelerator, and not the processor itself.</summary>
    public bool IsGpu { get; init; }

    /// <summary>The device as the command line names it, such as <c>opencl:0</c>.</summary>
    public string Id => Kind == DeviceKind.Emulator ? "emulator" : $"{(Kind == DeviceKind.Cuda ? "cuda" : "opencl")}:{Index}";
}
