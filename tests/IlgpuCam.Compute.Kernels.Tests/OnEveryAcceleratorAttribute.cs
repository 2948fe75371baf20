using System.Reflection;
using Xunit.Sdk;

namespace IlgpuCam.Compute.Kernels.Tests;

/// <summary>Runs a test on every accelerator that this machine has, at awkward sizes: the test's parameters are the accelerator's name and the number of elements.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnEveryAcceleratorAttribute(params int[] sizes) : DataAttribute
{
    private static readonly int[] Awkward = [1, 443, 1024];

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from name in Accelerators.Names
        from size in sizes.Length > 0 ? sizes : Awkward
        select new object[] { name, size };
}
