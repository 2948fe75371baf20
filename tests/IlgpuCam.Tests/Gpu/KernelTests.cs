using IlgpuCam.Compute;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Gpu.Cases;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Every kernel at awkward sizes, on every accelerator, against plain loops.</summary>
public sealed class KernelTests
{
    public static TheoryData<string> Cases => [.. KernelCases.All.Select(c => c.Name)];

    [Fact]
    public void Activations_have_the_librarys_numbers()
    {
        foreach (var kind in Enum.GetValues<ActivationKind>())
        {
            Assert.Equal((int)kind, typeof(ActivationCode).GetField(kind.ToString())!.GetRawConstantValue());
        }
    }

    [Theory]
    [AcceleratorData(WithKernelCases = true)]
    [CudaData(WithKernelCases = true)]
    public void A_kernel_is_right(string device, string name)
    {
        using var accelerator = TestDevices.Create(device);
        using var run = new CaseDevice(accelerator);
        KernelCases.Get(name).Check(run);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_kernel_has_no_race_and_stays_within_its_views(string name)
    {
        using var accelerator = new EmulatorAccelerator(isDebugging: true);
        using var run = new CaseDevice(accelerator);
        KernelCases.Get(name).Check(run);
    }

    [Fact]
    public void Every_kernel_is_launched_by_a_case()
    {
        using var accelerator = new EmulatorAccelerator();
        using var run = new CaseDevice(accelerator);
        foreach (var each in KernelCases.All)
        {
            each.Check(run);
        }

        Assert.Equal(KernelCatalog.All.Select(k => k.Name).Order(), run.Launched.Order());
    }
}
