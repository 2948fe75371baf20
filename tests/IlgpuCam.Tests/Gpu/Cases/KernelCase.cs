namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>A kernel at an awkward size against a plain loop.</summary>
/// <param name="Name">What is launched, with what.</param>
/// <param name="Check">Launches it and compares.</param>
/// <param name="IsForOpenCl">Whether OpenCL can run it; it has no tensor cores.</param>
internal sealed record KernelCase(string Name, Action<CaseDevice> Check, bool IsForOpenCl = true);
