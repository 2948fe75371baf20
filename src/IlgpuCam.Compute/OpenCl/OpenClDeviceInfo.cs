using System.Text;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>Asks a device or a platform.</summary>
internal static unsafe class OpenClDeviceInfo
{
    // cl.h: cl_device_info, cl_platform_info.
    internal const uint Type = 0x1000;
    internal const uint ComputeUnits = 0x1002;
    internal const uint MaxGroupSize = 0x1004;
    internal const uint MaxItemSizes = 0x1005;
    internal const uint SingleFpConfig = 0x101B;
    internal const uint GlobalMemory = 0x101F;
    internal const uint LocalMemory = 0x1023;
    internal const uint IsAvailable = 0x1027;
    internal const uint IsCompilerAvailable = 0x1028;
    internal const uint Name = 0x102B;
    internal const uint Vendor = 0x102C;
    internal const uint DriverVersion = 0x102D;
    internal const uint Version = 0x102F;
    internal const uint Extensions = 0x1030;
    internal const uint WarpWidthNv = 0x4000 + 3;
    internal const uint PlatformVersion = 0x0901;
    internal const uint PlatformName = 0x0902;

    private const int MaxTextBytes = 1 << 20;

    internal static string Text(nint device, uint name, bool isPlatform = false)
    {
        nuint size = 0;
        var call = isPlatform ? "clGetPlatformInfo" : "clGetDeviceInfo";
        OpenClCall.Check(isPlatform ? OpenClDriver.GetPlatformInfo(device, name, 0, null, &size) : OpenClDriver.GetDeviceInfo(device, name, 0, null, &size), call);
        var bytes = new byte[Math.Min((int)size, MaxTextBytes)];
        fixed (byte* start = bytes)
        {
            OpenClCall.Check(
                isPlatform ? OpenClDriver.GetPlatformInfo(device, name, (nuint)bytes.Length, start, null) : OpenClDriver.GetDeviceInfo(device, name, (nuint)bytes.Length, start, null), call);
        }

        return Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim();
    }

    internal static T Value<T>(nint device, uint name)
        where T : unmanaged
    {
        T value = default;
        OpenClCall.Check(OpenClDriver.GetDeviceInfo(device, name, (nuint)sizeof(T), &value, null), "clGetDeviceInfo");
        return value;
    }
}
