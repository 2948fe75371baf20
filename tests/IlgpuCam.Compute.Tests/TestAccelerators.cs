using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Compute.Tests.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests;

/// <summary>The accelerators that tests run on.</summary>
public static class TestAccelerators
{
    private static readonly IReadOnlyList<Device> OpenCl = [.. Devices.Enumerate().Devices.Where(d => d.Kind == DeviceKind.OpenCl)];

    public static Device? OpenClDevice => OpenCl is [var first, ..] ? first : null;

    public static string WhyNoOpenCl => Devices.Enumerate().WhyNot(DeviceKind.OpenCl) ?? "";

    /// <summary>Those that there are.</summary>
    public static TheoryData<string> Present => [.. Names("debugging", hasCuda: false)];

    /// <summary>Those, and the stand-in for the CUDA driver, for tests in its collection.</summary>
    public static TheoryData<string> All => [.. Names("debugging", hasCuda: true)];

    /// <summary>The same but for the slow mode of the emulator.</summary>
    public static TheoryData<string> Fast => [.. Names(null, hasCuda: true)];

    public static Accelerator Create(string name) => name switch
    {
        "cuda" => Accelerator.Create(Devices.Enumerate().Devices.First(device => device.Kind == DeviceKind.Cuda)),
        "emulator" => new EmulatorAccelerator(),
        "debugging" => new EmulatorAccelerator(isDebugging: true),
        _ => Accelerator.Create(OpenClDevice!),
    };

    /// <summary>y = a x + y with one work-item an element, on any of <see cref="All"/>.</summary>
    public static unsafe void Saxpy(AcceleratorStream stream, ArrayView<float> x, ArrayView<float> y, float a)
    {
        var kernel = stream.Accelerator.Device.Kind == DeviceKind.Cuda ? StandinKernels.Saxpy : Kernels.Saxpy.Definition;
        stream.Launch(kernel, ((y.IntLength + 31) / 32, 32), [KernelArgument.Of(x), KernelArgument.Of(y), KernelArgument.Of(&a)]);
    }

    private static IEnumerable<string> Names(string? slow, bool hasCuda) => new[]
    {
        "emulator",
        slow,
        OpenClDevice is null ? null : "opencl",
        hasCuda && CudaStandin.SkipReason is null ? "cuda" : null,
    }.OfType<string>();
}
