using IlgpuCam.Compute;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>The time of one launch by the device's own clock, and its work.</summary>
/// <param name="Layer">The node of the network, or what the kernel was given where there is no network.</param>
/// <param name="Kernel">The kernel's entry point.</param>
/// <param name="Result">The shape of the layer's result.</param>
/// <param name="Launch">Grid and groups.</param>
/// <param name="Milliseconds">The median time.</param>
/// <param name="Operations">Floating-point operations that it does: two a multiply-add, one a function; none where it only moves or compares.</param>
/// <param name="Bytes">What it has to read and write at least: each of its arguments once.</param>
public sealed record KernelMeasurement(string Layer, string Kernel, Shape Result, KernelConfig Launch, double Milliseconds, double Operations, double Bytes)
{
    /// <summary>Billions of operations a second; 0 where the time is too short for the clock.</summary>
    public double Gflops => Rate(Operations);

    /// <summary>Billions of bytes a second. What lies in the device's caches may be read faster than memory is; 0 where the time is too short for the clock.</summary>
    public double GigabytesPerSecond => Rate(Bytes);

    /// <summary>Whether memory would take longer than arithmetic if both ran at the device's peak (Williams et al. 2009, "Roofline").</summary>
    /// <param name="peak">The device's peak.</param>
    public bool IsBoundByMemory(DevicePeak peak) => ShareOfMemory(peak) >= Gflops / peak.Gflops;

    /// <summary>The share of what the device can do, by whichever of arithmetic and memory bounds the kernel.</summary>
    /// <param name="peak">The device's peak.</param>
    public double ShareOfPeak(DevicePeak peak) => Math.Max(ShareOfMemory(peak), Gflops / peak.Gflops);

    private double Rate(double work) => Milliseconds > 0 ? 1e-6 * work / Milliseconds : 0;

    private double ShareOfMemory(DevicePeak peak)
    {
        ArgumentNullException.ThrowIfNull(peak);
        return GigabytesPerSecond / peak.GigabytesPerSecond;
    }
}
