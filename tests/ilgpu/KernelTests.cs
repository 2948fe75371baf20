using IlgpuCam.Tests.Gpu.Cases;

namespace IlgpuCam.Kernels.IlgpuTests;

/// <summary>Every kernel but those on tensor cores, at awkward sizes, on ILGPU, against plain loops.</summary>
public sealed class KernelTests
{
    public static TheoryData<string> Cases => [.. KernelCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_kernel_is_right(string name)
    {
        using var device = new CaseDevice();
        KernelCases.Get(name).Check(device);
    }
}
