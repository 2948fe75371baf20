using System.Reflection;
using Xunit.Sdk;

namespace IlgpuCam.Compute.Kernels.Tests;

/// <summary>Runs a test on every accelerator that has what CUDA devices have, for some numbers of matrices.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnEveryTensorAcceleratorAttribute : DataAttribute
{
    private static readonly int[] Counts = [1, 2, 7];

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from name in Accelerators.Names
        where !name.StartsWith("opencl", StringComparison.Ordinal)
        from count in Counts
        select new object[] { name, count };
}
