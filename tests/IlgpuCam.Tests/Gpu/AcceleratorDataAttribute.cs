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
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        TestDevices.All.Where(d => d.Kind != DeviceKind.Cuda).SelectMany(d => Rows(d.Id, WithKernelCases, d.Kind == DeviceKind.OpenCl));

    internal static IEnumerable<object[]> Rows(string device, bool withKernelCases, bool isOpenCl = false) =>
        withKernelCases ? KernelCases.All.Where(c => c.IsForOpenCl || !isOpenCl).Select(c => new object[] { device, c.Name }) : [[device]];
}
