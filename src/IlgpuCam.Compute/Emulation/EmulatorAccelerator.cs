namespace IlgpuCam.Compute.Emulation;

/// <summary>Runs kernels on the host's processor as the C# that the generator made of them, with every index checked.</summary>
/// <remarks>
/// The fast mode runs a group's work-items as loops split at barriers, groups on several threads. The debugging mode runs one work-item a thread with a real barrier, one at a time and in a fixed order, and
/// reports barriers that not all work-items reach, memory used by two work-items with nothing that orders them, and indices out of range, with the kernel's source line.
/// </remarks>
public sealed class EmulatorAccelerator : Accelerator
{
    // As much as the devices that kernels are written for have.
    private const int SharedBytes = 1 << 18;
    private const int GroupSize = 1024;

    /// <summary>Makes an emulator.</summary>
    /// <param name="isDebugging">Whether to look for faults, which is slow.</param>
    /// <param name="threads">Threads that run groups in the fast mode; 0: one a processor.</param>
    public EmulatorAccelerator(bool isDebugging = false, int threads = 0)
        : base(DefaultDevice)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        IsDebugging = isDebugging;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <summary>Whether it looks for faults.</summary>
    public bool IsDebugging { get; }

    /// <summary>Threads that run groups in the fast mode.</summary>
    public int Threads { get; }

    /// <summary>The emulator as a device.</summary>
    internal static Device DefaultDevice { get; } = new()
    {
        Kind = DeviceKind.Emulator,
        Name = "Emulator",
        Vendor = "IlgpuCam",
        Driver = $".NET {Environment.Version}",
        ComputeUnits = Environment.ProcessorCount,
        GlobalMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        SharedMemoryPerGroup = SharedBytes,
        MaxGroupSize = GroupSize,
        HasFloat64 = true,
        HasInt64Atomics = true,
        HasExactDivision = true,
        Factory = static _ => new EmulatorAccelerator(),
    };

    internal override bool IsHostMemory => true;

    internal override MemoryBlock AllocateBlock(long bytes) => HostMemoryHandle.Allocate(Handles, bytes);

    internal override MemoryBlock AllocatePinnedBlock(long bytes) => HostMemoryHandle.Allocate(Handles, bytes);

    internal override AcceleratorStream CreateStreamCore() => new EmulatorStream(this);

    internal override AcceleratorEvent CreateEventCore() => new EmulatorEvent(this);

    internal override void DisposeCore()
    {
    }
}
