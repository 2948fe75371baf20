namespace IlgpuCam.Compute.Emulation;

/// <summary>Runs kernels as C# on the processor, with checked bounds.</summary>
public sealed class EmulatorAccelerator : Accelerator
{
    /// <summary>Creates an emulator.</summary>
    /// <param name="isDebugging">Whether each work-item is a thread whose every access is checked for races and bounds, and whose barriers
    /// are real: a thousand times slower.</param>
    public EmulatorAccelerator(bool isDebugging = false)
        : base(Description)
    {
        IsDebugging = isDebugging;
    }

    /// <summary>Whether every access is checked.</summary>
    public bool IsDebugging { get; }

    /// <summary>The emulator as a device.</summary>
    internal static Device Description { get; } = new()
    {
        Kind = DeviceKind.Emulator,
        Index = 0,
        Name = "emulator",
        Vendor = "IlgpuCam",
        Driver = "C#",
        ComputeUnits = Environment.ProcessorCount,
        GlobalMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        SharedMemoryPerGroup = 96 << 10,
        MaxGroupSize = 1024,
        WarpSize = Warp.WarpSize,
        HasFloat16 = false,
        HasFloat64 = true,
        HasInt64Atomics = true,
    };

    private protected override DeviceMemory AllocateMemory(long bytes) => new HostMemory(bytes);

    private protected override DeviceMemory AllocatePinnedMemory(long bytes) => new HostMemory(bytes);

    private protected override AcceleratorEvent NewEvent() => new EmulatorEvent(this);

    private protected override AcceleratorStream NewStream() => new EmulatorStream(this, IsDebugging);

    private protected override void Close()
    {
    }
}
