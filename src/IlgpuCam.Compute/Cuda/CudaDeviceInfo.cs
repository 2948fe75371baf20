using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>What the driver says of a device.</summary>
/// <param name="Ordinal">Its number, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Major">Compute capability, before the point.</param>
/// <param name="Minor">Compute capability, behind the point.</param>
/// <param name="Multiprocessors">How many there are.</param>
/// <param name="MemoryBytes">Global memory.</param>
/// <param name="SharedBytes">Shared memory of a block that asks for what it may.</param>
/// <param name="WarpSize">Threads of a warp.</param>
/// <param name="MaxGroupSize">Threads of a block.</param>
/// <param name="ClockKhz">Of the multiprocessors, at most.</param>
/// <param name="DriverVersion">The CUDA version that the driver supports, as 1000 major + 10 minor.</param>
internal sealed record CudaDeviceInfo(
    int Ordinal,
    string Name,
    int Major,
    int Minor,
    int Multiprocessors,
    long MemoryBytes,
    int SharedBytes,
    int WarpSize,
    int MaxGroupSize,
    int ClockKhz,
    int DriverVersion)
{
    // What the checked-in PTX is made for.
    private const int NeededMajor = 8;

    /// <summary>Why this library's kernels do not run on it; null where they do.</summary>
    internal string? Unfitness => Major >= NeededMajor ? null : $"compute capability {Major}.{Minor}, at least {NeededMajor}.0 needed";

    /// <summary>The devices that the driver lists; none, with the reason, where there is no driver.</summary>
    internal static (IReadOnlyList<CudaDeviceInfo> Devices, string? Absence) Enumerate()
    {
        if (CudaLibrary.Absence is { } absence)
        {
            return ([], absence);
        }

        try
        {
            CudaCall.Check(CudaDriver.DeviceGetCount(out var count), "cuDeviceGetCount");
            CudaDeviceInfo[] devices = [.. Enumerable.Range(0, count).Select(Read)];
            return (devices, count == 0 ? "the CUDA driver lists no device" : null);
        }
        catch (AcceleratorException failure)
        {
            return ([], failure.Message);
        }
    }

    /// <summary>Asks the driver about one device.</summary>
    internal static unsafe CudaDeviceInfo Read(int ordinal)
    {
        CudaCall.Check(CudaDriver.DeviceGet(out var device, ordinal), "cuDeviceGet");
        CudaCall.Check(CudaDriver.DeviceTotalMem(out var bytes, device), "cuDeviceTotalMem");
        CudaCall.Check(CudaDriver.DriverGetVersion(out var version), "cuDriverGetVersion");
        var name = stackalloc byte[256];
        CudaCall.Check(CudaDriver.DeviceGetName(name, 256, device), "cuDeviceGetName");
        return new CudaDeviceInfo(
            ordinal,
            Marshal.PtrToStringUTF8((nint)name) ?? "",
            Of(CudaDeviceAttribute.ComputeCapabilityMajor),
            Of(CudaDeviceAttribute.ComputeCapabilityMinor),
            Of(CudaDeviceAttribute.MultiprocessorCount),
            (long)bytes,
            Of(CudaDeviceAttribute.MaxSharedMemoryPerBlockOptIn),
            Of(CudaDeviceAttribute.WarpSize),
            Of(CudaDeviceAttribute.MaxThreadsPerBlock),
            Of(CudaDeviceAttribute.ClockRateKhz),
            version);

        int Of(CudaDeviceAttribute attribute)
        {
            CudaCall.Check(CudaDriver.DeviceGetAttribute(out var value, attribute, device), "cuDeviceGetAttribute");
            return value;
        }
    }
}
