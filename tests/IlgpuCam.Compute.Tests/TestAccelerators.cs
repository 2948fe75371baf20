using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Tests;

/// <summary>The accelerators that tests run on.</summary>
public static class TestAccelerators
{
    private static readonly IReadOnlyList<Device> OpenCl = [.. Devices.Enumerate().Devices.Where(d => d.Kind == DeviceKind.OpenCl)];

    public static Device? OpenClDevice => OpenCl is [var first, ..] ? first : null;

    public static string WhyNoOpenCl => Devices.Enumerate().WhyNot(DeviceKind.OpenCl) ?? "";

    /// <summary>Those that there are.</summary>
    public static TheoryData<string> Present => OpenClDevice is null ? ["emulator", "debugging"] : ["emulator", "debugging", "opencl"];

    public static Accelerator Create(string name) => name switch
    {
        "emulator" => new EmulatorAccelerator(),
        "debugging" => new EmulatorAccelerator(isDebugging: true),
        _ => Accelerator.Create(OpenClDevice!),
    };
}
