using System.Collections.Immutable;

namespace IlgpuCam.Compute.Cuda;

/// <summary>The driver's devices as entries of the list of all.</summary>
internal static class CudaDevices
{
    /// <summary>The devices that this library's kernels run on.</summary>
    /// <param name="unfit">Receives the others.</param>
    /// <param name="whyNot">Why there are none.</param>
    internal static IReadOnlyList<Device> Enumerate(ImmutableArray<(DeviceKind Kind, string Name, string Reason)>.Builder unfit, out string? whyNot)
    {
        var (devices, absence) = CudaDeviceInfo.Enumerate();
        whyNot = absence ?? (devices.All(d => d.Unfitness is not null) ? string.Join("; ", devices.Select(d => $"{d.Name}: {d.Unfitness}")) : null);
        unfit.AddRange(from device in devices where device.Unfitness is not null select (DeviceKind.Cuda, device.Name, device.Unfitness));
        return [.. devices.Where(d => d.Unfitness is null).Select(Describe)];
    }

    private static Device Describe(CudaDeviceInfo info)
    {
        var version = $"CUDA {info.DriverVersion / 1000}.{info.DriverVersion % 1000 / 10}";
        var library = CudaLibrary.NamedByEnvironment;
        return new()
        {
            Kind = DeviceKind.Cuda,
            Name = info.Name,
            Index = info.Ordinal,
            Vendor = library is null ? "NVIDIA" : string.Empty,
            Driver = library is null ? version : $"{version} by {library}",
            IsGpu = true,
            ComputeUnits = info.Multiprocessors,
            GlobalMemory = info.MemoryBytes,
            SharedMemoryPerGroup = info.SharedBytes,
            MaxGroupSize = info.MaxGroupSize,
            ClockMegahertz = info.ClockKhz / 1000,
            ComputeCapability = new(info.Major, info.Minor),
            WarpSize = info.WarpSize,
            HasFloat16 = true,
            HasFloat64 = true,
            HasInt64Atomics = true,
            HasTensorCores = true,
        };
    }
}
