using System.Reflection;
using IlgpuCam.Compute;
using Xunit.Sdk;

namespace IlgpuCam.Tests.Gpu;

/// <summary>A case for the emulator and for each OpenCL device of the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceleratorDataAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => TestDevices.All.Where(d => d.Kind != DeviceKind.Cuda).Select(d => new object[] { d.Id });
}
