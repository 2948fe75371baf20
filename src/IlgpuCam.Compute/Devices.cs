using System.Collections.Immutable;
using IlgpuCam.Compute.Cuda;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute;

/// <summary>Finds devices. A driver that is missing is no error: the list says so.</summary>
public static class Devices
{
    /// <summary>All devices: those of CUDA and OpenCL, and the emulator, which is always there.</summary>
    public static DeviceList Enumerate() => Find(gpusOnly: false);

    /// <summary>
    /// Graphics cards only: those of CUDA, then those of OpenCL. Drivers that only have the processor as a device are not loaded, which
    /// saves time and memory.
    /// </summary>
    public static DeviceList EnumerateGpus() => Find(gpusOnly: true);

    private static DeviceList Find(bool gpusOnly)
    {
        var devices = ImmutableArray.CreateBuilder<Device>();
        var missing = ImmutableArray.CreateBuilder<(DeviceKind, string)>();
        var unfit = ImmutableArray.CreateBuilder<(DeviceKind, string, string)>();
        Collect(DeviceKind.Cuda, CudaDevices.Enumerate(unfit, out var whyNoCuda), whyNoCuda);
        if (gpusOnly && OpenClIcds.HaveOnlyProcessors)
        {
            missing.Add((DeviceKind.OpenCl, "the only OpenCL driver is one for the processor"));
        }
        else
        {
            var openCl = OpenClDevices.Enumerate(unfit, out var whyNoOpenCl);
            Collect(DeviceKind.OpenCl, [.. openCl.Where(d => d.IsGpu || !gpusOnly)], whyNoOpenCl);
        }

        if (!gpusOnly)
        {
            devices.Add(EmulatorAccelerator.Description);
        }

        return new(devices.ToImmutable(), missing.ToImmutable()) { Unfit = unfit.ToImmutable() };

        void Collect(DeviceKind kind, IReadOnlyList<Device> found, string? whyNot)
        {
            devices.AddRange(found);
            if (found.Count == 0)
            {
                missing.Add((kind, whyNot ?? (gpusOnly ? "no graphics card" : "the driver has no device")));
            }
        }
    }
}
