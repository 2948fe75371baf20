namespace IlgpuCam.Compute;

/// <summary>A device, or a driver that is missing: what it can do, or why it cannot be used.</summary>
public sealed class Device
{
    /// <summary>What drives it.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>Its name as the driver gives it.</summary>
    public required string Name { get; init; }

    /// <summary>Its number among the devices of its kind, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Who made it.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>The driver with its version.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Whether it is a graphics processor or another accelerator; false: the host's processor.</summary>
    public bool IsGpu { get; init; }

    /// <summary>Compute units (streaming multiprocessors, cores).</summary>
    public int ComputeUnits { get; init; }

    /// <summary>Global memory, bytes.</summary>
    public long GlobalMemory { get; init; }

    /// <summary>Shared memory of a group, bytes.</summary>
    public long SharedMemoryPerGroup { get; init; }

    /// <summary>Work-items of a group at most.</summary>
    public int MaxGroupSize { get; init; }

    /// <summary>Work-items that the hardware runs in step; 1 where that is nothing. (Kernels' warps are 32 everywhere.)</summary>
    public int WarpSize { get; init; } = 1;

    /// <summary>Whether it calculates in half precision.</summary>
    public bool HasFloat16 { get; init; }

    /// <summary>Whether it calculates in double precision.</summary>
    public bool HasFloat64 { get; init; }

    /// <summary>Whether it has atomics on 64-bit integers.</summary>
    public bool HasInt64Atomics { get; init; }

    /// <summary>Whether division and square root are correctly rounded.</summary>
    public bool HasExactDivision { get; init; }

    /// <summary>Whether it has tensor cores.</summary>
    public bool HasTensorCores { get; init; }

    /// <summary>Compute capability times ten (80, 90) on CUDA, else 0.</summary>
    public int ComputeCapability { get; init; }

    /// <summary>Why it cannot be used, one sentence; null where it can.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Makes its accelerator.</summary>
    internal Func<Device, Accelerator>? Factory { get; init; }

    /// <summary>Opens the device.</summary>
    /// <exception cref="InvalidOperationException">It is not available.</exception>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public Accelerator CreateAccelerator() =>
        Unavailable is null && Factory is not null ? Factory(this) : throw new InvalidOperationException($"{Name} cannot be used: {Unavailable}");

    /// <summary>An entry for a driver or a device that cannot be used.</summary>
    internal static Device Missing(DeviceKind kind, string name, string reason, int index = 0) => new() { Kind = kind, Name = name, Index = index, Unavailable = reason };

    /// <inheritdoc/>
    public override string ToString() => Unavailable is null ? Name : $"{Name} ({Unavailable})";
}
