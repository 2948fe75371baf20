using System.Collections.Immutable;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute;

/// <summary>Finds devices. A driver that is missing is no error: the list says so.</summary>
public static class Devices
{
    /// <summary>All devices: those of OpenCL, and the emulator, which is always there.</summary>
    public static DeviceList Enumerate()
    {
        var devices = ImmutableArray.CreateBuilder<Device>();
        var missing = ImmutableArray.CreateBuilder<(DeviceKind, string)>();
        Collect(DeviceKind.OpenCl, OpenClDevices.Enumerate(out var whyNoOpenCl), whyNoOpenCl);
        devices.Add(EmulatorAccelerator.Description);
        return new(devices.ToImmutable(), missing.ToImmutable());

        void Collect(DeviceKind kind, IReadOnlyList<Device> found, string? whyNot)
        {
            devices.AddRange(found);
            if (found.Count == 0)
            {
                missing.Add((kind, whyNot ?? "the driver has no device"));
            }
        }
    }
}
