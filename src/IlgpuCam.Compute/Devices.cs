using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute;

/// <summary>The devices there are.</summary>
public static class Devices
{
    /// <summary>All devices, and an entry with the reason for each driver that is missing. Never throws because of a driver.</summary>
    public static IReadOnlyList<Device> Enumerate() => [.. OpenClDevices.Enumerate(), EmulatorAccelerator.DefaultDevice];
}
