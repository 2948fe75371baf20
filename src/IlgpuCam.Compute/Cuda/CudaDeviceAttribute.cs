namespace IlgpuCam.Compute.Cuda;

/// <summary>What cuDeviceGetAttribute is asked for (CUdevice_attribute).</summary>
internal enum CudaDeviceAttribute
{
    MaxThreadsPerBlock = 1,
    MaxSharedMemoryPerBlock = 8,
    WarpSize = 10,
    ClockRateKhz = 13,
    MultiprocessorCount = 16,
    MemoryClockRateKhz = 36,
    MemoryBusWidthBits = 37,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
    MaxSharedMemoryPerBlockOptIn = 97,
}
