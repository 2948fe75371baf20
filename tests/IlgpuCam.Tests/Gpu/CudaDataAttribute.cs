using System.Reflection;
using IlgpuCam.Compute;
using Xunit.Sdk;

namespace IlgpuCam.Tests.Gpu;

/// <summary>A case for each CUDA device, the stand-in among them; where there is none it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CudaDataAttribute : DataAttribute
{
    /// <summary>Marks the test.</summary>
    public CudaDataAttribute()
    {
        Skip = TestDevices.WhyNoCuda;
    }

    /// <summary>Whether it is one for each kernel case too, by name.</summary>
    public bool WithKernelCases { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        (Skip is null ? TestDevices.All.Where(d => d.Kind == DeviceKind.Cuda).Select(d => d.Id) : ["cuda:0"]).SelectMany(d => AcceleratorDataAttribute.Rows(d, WithKernelCases));
}
