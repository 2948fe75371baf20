using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Tests;

/// <summary>The accelerators that tests run on.</summary>
public static class TestAccelerators
{
    private static readonly IReadOnlyList<Device> OpenCl = [.. Devices.Enumerate().Where(d => d.Kind == DeviceKind.OpenCl)];

    public static Device? OpenClDevice => OpenCl.FirstOrDefault(d => d.Unavailable is null);

    public static string WhyNoOpenCl => string.Join("; ", OpenCl.Select(d => d.Unavailable));

    /// <summary>Those that there are.</summary>
    public static TheoryData<string> Present => OpenClDevice is null ? ["emulator", "debugging"] : ["emulator", "debugging", "opencl"];

    public static Accelerator Create(string name) => name switch
    {
        "emulator" => new EmulatorAccelerator(threads: 3),
        "debugging" => new EmulatorAccelerator(isDebugging: true),
        _ => OpenClDevice!.CreateAccelerator(),
    };
}
