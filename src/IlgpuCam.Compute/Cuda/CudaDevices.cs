namespace IlgpuCam.Compute.Cuda;

/// <summary>The driver's devices as entries of the list of all.</summary>
internal static class CudaDevices
{
    /// <summary>Every device, fit or not; where there is none, one entry that says why.</summary>
    internal static IReadOnlyList<Device> Enumerate()
    {
        var (devices, absence) = CudaDeviceInfo.Enumerate();
        return absence is null ? [.. devices.Select(Describe)] : [Device.Missing(DeviceKind.Cuda, "CUDA", absence)];
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
            Vendor = library is null ? "NVIDIA" : "",
            Driver = library is null ? version : $"{version} by {library}",
            IsGpu = true,
            ComputeUnits = info.Multiprocessors,
            GlobalMemory = info.MemoryBytes,
            SharedMemoryPerGroup = info.SharedBytes,
            MaxGroupSize = info.MaxGroupSize,
            WarpSize = info.WarpSize,
            HasFloat16 = true,
            HasFloat64 = true,
            HasInt64Atomics = true,
            HasExactDivision = true,
            HasTensorCores = info.Unfitness is null,
            ComputeCapability = (10 * info.Major) + info.Minor,
            Unavailable = info.Unfitness,
            Factory = static device => new CudaAccelerator(device),
        };
    }
}
