using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Gpu;

namespace IlgpuCam.Cli;

/// <summary>
/// The device of <c>--device auto</c>: CUDA, then a graphics card by OpenCL, then the processor, and a line that says which and why not the others. OpenCL on the processor has to be asked for by name: its
/// drivers are not even loaded.
/// </summary>
internal static class BestDevice
{
    private static readonly DeviceKind[] Order = [DeviceKind.Cuda, DeviceKind.OpenCl];

    /// <summary>Opens it. Where it is lost later, the processor goes on.</summary>
    /// <param name="threads">Threads of the processor, where it is the best.</param>
    /// <param name="threadsAfterLoss">Threads of the processor, where it comes after a loss.</param>
    /// <param name="precision">What convolutions round their factors to.</param>
    /// <param name="report">Takes the line.</param>
    internal static IBackend Open(int threads, int threadsAfterLoss, MatrixPrecision precision, Action<string> report)
    {
        var list = Devices.EnumerateGpus();
        var reasons = new List<string>();
        foreach (var kind in Order)
        {
            if (list.Devices.FirstOrDefault(d => d.Kind == kind) is not { } device)
            {
                reasons.Add($"{Name(kind)}: {list.WhyNot(kind) ?? "no graphics card"}");
                continue;
            }

            if (!AcceleratorBackend.Supports(device, precision))
            {
                reasons.Add($"{Name(kind)}: no tensor cores");
                continue;
            }

            try
            {
                var backend = EngineOptions.Open(device, precision);
                report(Line($"{device.Id}, {device.Name}", reasons));
                return new FallbackBackend(backend, () => new CpuBackend(threadsAfterLoss), CommandHost.Warn);
            }
            catch (AcceleratorException e)
            {
                reasons.Add($"{Name(kind)}: {e.Message}");
            }
        }

        var processor = EngineOptions.OpenProcessor(threads, precision);
        report(Line("cpu", reasons));
        return processor;
    }

    private static string Name(DeviceKind kind) => kind == DeviceKind.Cuda ? "cuda" : "opencl";

    private static string Line(string device, List<string> reasons) =>
        $"device {device}{(reasons.Count == 0 ? string.Empty : $" ({string.Join("; ", reasons)})")}";
}
