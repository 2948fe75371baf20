using IlgpuCam.Compute;
using IlgpuCam.Gpu;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>
/// The accelerator that networks are tested on: OpenCL's first device, or the one that the environment variable <c>ILGPUCAM_TEST_DEVICE</c> names. One for all tests, so that programs are
/// compiled once.
/// </summary>
public sealed class OracleDevice : IDisposable
{
    private static readonly DeviceList Found = Devices.Enumerate();

    private readonly Lazy<AcceleratorBackend> _backend = new(() => Open(Id));

    /// <summary>Its name, as the command line takes it.</summary>
    internal static string Id { get; } = Environment.GetEnvironmentVariable("ILGPUCAM_TEST_DEVICE") is { Length: > 0 } id ? id : "opencl:0";

    /// <summary>Why it cannot be used; null where it can.</summary>
    internal static string? Absence { get; } = Found.Devices.Any(d => d.Id == Id) ? null : $"there is no device {Id}";

    internal AcceleratorBackend Backend => _backend.Value;

    public void Dispose()
    {
        if (_backend.IsValueCreated)
        {
            _backend.Value.Dispose();
        }
    }

    /// <summary>Takes a device of this machine into use.</summary>
    internal static AcceleratorBackend Open(string id) => new(Accelerator.Create(Found.Devices.First(d => d.Id == id)), id, ownsAccelerator: true);
}
