using System.Reflection;
using IlgpuCam.Compute;
using IlgpuCam.Tests.Gpu.Cases;
using Xunit.Sdk;

namespace IlgpuCam.Tests.Gpu;

/// <summary>A case for the emulator and for each OpenCL device of the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceleratorDataAttribute : DataAttribute
{
    /// <summary>Whether it is one for each kernel case too, by name.</summary>
    public bool WithKernelCases { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Rows(TestDevices.All.Where(d => d.Kind != DeviceKind.Cuda).Select(d => d.Id), WithKernelCases);

    internal static IEnumerable<object[]> Rows(IEnumerable<string> devices, bool withKernelCases) =>
        devices.SelectMany<string, object[]>(d => withKernelCases ? KernelCases.All.Select(c => new object[] { d, c.Name }) : [[d]]);
}
