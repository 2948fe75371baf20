using System.Reflection;
using IlgpuCam.Compute;
using Xunit.Sdk;

namespace IlgpuCam.Tests.Gpu;

/// <summary>A case for the emulator and for each OpenCL device of the machine.</summary>
public sealed class AcceleratorDataAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Devices.Enumerate().Devices.Select(d => new object[] { d.Id });
}
