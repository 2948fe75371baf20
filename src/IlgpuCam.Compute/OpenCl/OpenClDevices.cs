using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>Finds OpenCL devices and asks them what they can do; the numbers are those of cl.h.</summary>
internal static unsafe class OpenClDevices
{
    private const ulong AllTypes = 0xffffffff;
    private const ulong CpuType = 2;

    /// <summary>The devices that can be used, platform after platform.</summary>
    /// <param name="unfit">Receives the others.</param>
    /// <param name="whyNot">Why there is none.</param>
    internal static IReadOnlyList<Device> Enumerate(ImmutableArray<(DeviceKind Kind, string Name, string Reason)>.Builder unfit, out string? whyNot)
    {
        whyNot = null;
        if (OpenClApi.Instance is not { } api)
        {
            whyNot = OpenClApi.WhyNot;
            return [];
        }

        var handles = Handles(api);
        var fit = new List<Device>();
        foreach (var handle in handles)
        {
            if (Unfitness(api, handle) is { } reason)
            {
                unfit.Add((DeviceKind.OpenCl, Text(api, handle, 0x102b), reason));
            }
            else
            {
                fit.Add(Describe(api, handle, fit.Count));
            }
        }

        whyNot = handles.Count == 0
            ? "OpenCL is installed, but no driver has a device"
            : fit.Count == 0 ? string.Join("; ", unfit.Where(u => u.Kind == DeviceKind.OpenCl).Select(u => $"{u.Name}: {u.Reason}")) : null;
        return fit;
    }

    /// <summary>The device of a number.</summary>
    /// <exception cref="AcceleratorException">There is none.</exception>
    internal static nint Find(OpenClApi api, int index)
    {
        var handles = Handles(api).FindAll(h => Unfitness(api, h) is null);
        return index >= 0 && index < handles.Count ? handles[index] : throw new AcceleratorException($"opencl:{index}: there are {handles.Count} OpenCL devices");
    }

    /// <summary>Why kernels do not run on a device; null where they do.</summary>
    /// <param name="version">As the device gives it: OpenCL, a space, the number, a space, anything (OpenCL 1.2 specification,
    /// CL_DEVICE_VERSION).</param>
    /// <param name="isAvailable">Whether it is there.</param>
    /// <param name="hasCompiler">Whether it compiles programs.</param>
    /// <param name="isLittleEndian">Whether it has the host's order of bytes.</param>
    internal static string? Unfitness(string version, bool isAvailable, bool hasCompiler, bool isLittleEndian)
    {
        if (!isAvailable || !hasCompiler || !isLittleEndian)
        {
            return !isAvailable ? "it is not available" : !hasCompiler ? "it has no compiler" : "its order of bytes is another than the host's";
        }

        var parts = version.Split(' ');
        return parts.Length > 1 && decimal.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1.2m
            ? $"OpenCL {parts[1]}, at least 1.2 needed"
            : null;
    }

    private static string? Unfitness(OpenClApi api, nint device) =>
        Unfitness(Text(api, device, 0x102f), Number(api, device, 0x1027) != 0, Number(api, device, 0x1028) != 0, Number(api, device, 0x1026) != 0);

    /// <summary>A text that a device gives.</summary>
    internal static string Text(OpenClApi api, nint device, uint name)
    {
        nuint length = 0;
        if (api.GetDeviceInfo(device, name, 0, null, &length) != OpenClCode.Success || length < 2)
        {
            return string.Empty;
        }

        var bytes = new byte[length];
        fixed (byte* start = bytes)
        {
            return api.GetDeviceInfo(device, name, length, start, null) == OpenClCode.Success ? Encoding.UTF8.GetString(bytes.AsSpan(0, (int)length - 1)).Trim() : string.Empty;
        }
    }

    /// <summary>A number that a device gives; 0 where it does not.</summary>
    internal static ulong Number(OpenClApi api, nint device, uint name)
    {
        ulong value = 0;
        return api.GetDeviceInfo(device, name, sizeof(ulong), &value, null) == OpenClCode.Success ? value : 0;
    }

    private static List<nint> Handles(OpenClApi api)
    {
        var result = new List<nint>();
        uint count = 0;
        if (api.GetPlatformIds(0, null, &count) != OpenClCode.Success || count == 0)
        {
            return result;
        }

        var platforms = new nint[count];
        fixed (nint* start = platforms)
        {
            OpenClCode.Check(api.GetPlatformIds(count, start, null), "clGetPlatformIDs");
        }

        foreach (var platform in platforms)
        {
            if (api.GetDeviceIds(platform, AllTypes, 0, null, &count) != OpenClCode.Success || count == 0)
            {
                continue;
            }

            var devices = new nint[count];
            fixed (nint* start = devices)
            {
                OpenClCode.Check(api.GetDeviceIds(platform, AllTypes, count, start, null), "clGetDeviceIDs");
            }

            result.AddRange(devices);
        }

        return result;
    }

    private static Device Describe(OpenClApi api, nint device, int index)
    {
        var extensions = Text(api, device, 0x1030).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            Kind = DeviceKind.OpenCl,
            Index = index,
            Name = Text(api, device, 0x102b),
            Vendor = Text(api, device, 0x102c),
            Driver = $"{Text(api, device, 0x102f)}, {Text(api, device, 0x102d)}",
            ComputeUnits = (int)Number(api, device, 0x1002),
            GlobalMemory = (long)Number(api, device, 0x101f),
            SharedMemoryPerGroup = (int)Math.Min(Number(api, device, 0x1023), int.MaxValue),
            MaxGroupSize = (int)Math.Min(Number(api, device, 0x1004), int.MaxValue),
            ClockMegahertz = (int)Number(api, device, 0x100c),
            WarpSize = Warp.WarpSize,
            HasFloat16 = extensions.Contains("cl_khr_fp16"),
            HasFloat64 = extensions.Contains("cl_khr_fp64"),
            HasInt64Atomics = extensions.Contains("cl_khr_int64_base_atomics") && extensions.Contains("cl_khr_int64_extended_atomics"),
            IsGpu = (Number(api, device, 0x1000) & CpuType) == 0,
        };
    }
}
