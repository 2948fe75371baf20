using IlgpuCam.Kernels;

namespace IlgpuCam.Tests.Gpu;

/// <summary>The PTX that is checked in belongs to the kernels as they are; kernels/build-ptx.sh makes it anew.</summary>
public sealed class PtxTests
{
    [Fact]
    public void Every_kernel_has_PTX_made_from_its_present_source()
    {
        Assert.NotEmpty(KernelCatalog.All);
        Assert.All(KernelCatalog.All, kernel =>
        {
            using var stream = kernel.Ptx();
            Assert.True(stream is not null, $"there is no PTX of kernel {kernel.Name}: run kernels/build-ptx.sh");
            using var reader = new StreamReader(stream);
            Assert.Equal($"// source: {kernel.CudaHash}", reader.ReadLine());
            var text = reader.ReadToEnd();
            Assert.Contains($".entry {kernel.Name}(", text, StringComparison.Ordinal);
            Assert.DoesNotContain(".local ", text, StringComparison.Ordinal); // Sums that were to stay in registers do.
        });
    }
}
