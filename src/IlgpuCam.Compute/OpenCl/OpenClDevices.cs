namespace IlgpuCam.Compute.OpenCl;

/// <summary>The OpenCL devices there are.</summary>
internal static unsafe class OpenClDevices
{
    private const ulong AllTypes = 0xFFFFFFFF;
    private const ulong CpuType = 2;
    private const uint ExactDivision = 0x80;
    private const int DeviceNotFound = -1;
    private const int MaxCount = 256;

    internal static IReadOnlyList<Device> Enumerate()
    {
        if (OpenClLibrary.Absence is { } reason)
        {
            return [Missing(reason)];
        }

        var found = new List<Device>();
        try
        {
            uint count = 0;
            var code = OpenClDriver.GetPlatformIDs(0, null, &count);
            if (code != 0 || count == 0)
            {
                return [Missing(code is 0 or -1001 ? "the OpenCL loader knows no platform: no driver is installed" : $"clGetPlatformIDs returned {OpenClCall.Name(code)}")];
            }

            var platforms = new nint[Math.Min(count, MaxCount)];
            fixed (nint* start = platforms)
            {
                OpenClCall.Check(OpenClDriver.GetPlatformIDs((uint)platforms.Length, start, null), "clGetPlatformIDs");
            }

            foreach (var platform in platforms)
            {
                AddDevices(platform, found);
            }
        }
        catch (AcceleratorException e)
        {
            found.Add(Missing(e.Message, found.Count));
        }

        return found.Count > 0 ? found : [Missing("no OpenCL platform has a device")];
    }

    private static Device Missing(string reason, int index = 0) => Device.Missing(DeviceKind.OpenCl, "OpenCL", reason, index);

    private static void AddDevices(nint platform, List<Device> found)
    {
        uint count = 0;
        var code = OpenClDriver.GetDeviceIDs(platform, AllTypes, 0, null, &count);
        if (code == DeviceNotFound || count == 0)
        {
            return;
        }

        OpenClCall.Check(code, "clGetDeviceIDs");
        var devices = new nint[Math.Min(count, MaxCount)];
        fixed (nint* start = devices)
        {
            OpenClCall.Check(OpenClDriver.GetDeviceIDs(platform, AllTypes, (uint)devices.Length, start, null), "clGetDeviceIDs");
        }

        foreach (var device in devices)
        {
            try
            {
                found.Add(Describe(platform, device, found.Count));
            }
            catch (AcceleratorException e)
            {
                found.Add(Missing(e.Message, found.Count));
            }
        }
    }

    private static Device Describe(nint platform, nint device, int index)
    {
        var version = OpenClDeviceInfo.Text(device, OpenClDeviceInfo.Version);
        var extensions = OpenClDeviceInfo.Text(device, OpenClDeviceInfo.Extensions).Split(' ');
        var sizes = stackalloc nuint[16];
        OpenClCall.Check(OpenClDriver.GetDeviceInfo(device, OpenClDeviceInfo.MaxItemSizes, (nuint)(16 * sizeof(nuint)), sizes, null), "clGetDeviceInfo");
        uint warp = 1;
        if (extensions.Contains("cl_nv_device_attribute_query"))
        {
            warp = OpenClDeviceInfo.Value<uint>(device, OpenClDeviceInfo.WarpWidthNv);
        }

        return new()
        {
            Kind = DeviceKind.OpenCl,
            Name = OpenClDeviceInfo.Text(device, OpenClDeviceInfo.Name),
            Index = index,
            Vendor = OpenClDeviceInfo.Text(device, OpenClDeviceInfo.Vendor),
            Driver = $"{OpenClDeviceInfo.Text(platform, OpenClDeviceInfo.PlatformName, isPlatform: true)} {OpenClDeviceInfo.Text(device, OpenClDeviceInfo.DriverVersion)}, {version}",
            IsGpu = (OpenClDeviceInfo.Value<ulong>(device, OpenClDeviceInfo.Type) & CpuType) == 0,
            ComputeUnits = (int)OpenClDeviceInfo.Value<uint>(device, OpenClDeviceInfo.ComputeUnits),
            GlobalMemory = (long)OpenClDeviceInfo.Value<ulong>(device, OpenClDeviceInfo.GlobalMemory),
            SharedMemoryPerGroup = (long)OpenClDeviceInfo.Value<ulong>(device, OpenClDeviceInfo.LocalMemory),
            MaxGroupSize = (int)nuint.Min(OpenClDeviceInfo.Value<nuint>(device, OpenClDeviceInfo.MaxGroupSize), sizes[0]),
            WarpSize = (int)warp,
            HasFloat16 = extensions.Contains("cl_khr_fp16"),
            HasFloat64 = extensions.Contains("cl_khr_fp64"),
            HasInt64Atomics = extensions.Contains("cl_khr_int64_base_atomics") && extensions.Contains("cl_khr_int64_extended_atomics"),
            HasExactDivision = (OpenClDeviceInfo.Value<ulong>(device, OpenClDeviceInfo.SingleFpConfig) & ExactDivision) != 0,
            Unavailable = Objection(device, version),
            Factory = d => new OpenClAccelerator(d, platform, device),
        };
    }

    private static string? Objection(nint device, string version)
    {
        if (OpenClDeviceInfo.Value<uint>(device, OpenClDeviceInfo.IsAvailable) == 0)
        {
            return "its driver says that it is not available";
        }

        if (OpenClDeviceInfo.Value<uint>(device, OpenClDeviceInfo.IsCompilerAvailable) == 0)
        {
            return "its driver has no compiler";
        }

        return version.StartsWith("OpenCL 1.0", StringComparison.Ordinal) || version.StartsWith("OpenCL 1.1", StringComparison.Ordinal)
            ? $"it has {version}, and OpenCL 1.2 is needed" : null;
    }
}
