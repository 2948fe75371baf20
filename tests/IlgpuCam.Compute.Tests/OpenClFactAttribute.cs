namespace IlgpuCam.Compute.Tests;

/// <summary>A test that needs an OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenClFactAttribute : FactAttribute
{
    public OpenClFactAttribute() => Skip = TestAccelerators.OpenClDevice is null ? $"No OpenCL device: {TestAccelerators.WhyNoOpenCl}" : null;
}
