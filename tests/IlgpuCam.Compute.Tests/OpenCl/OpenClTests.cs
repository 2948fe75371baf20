using IlgpuCam.Compute.Launching;
using IlgpuCam.Compute.OpenCl;
using IlgpuCam.Compute.Tests.Kernels;

namespace IlgpuCam.Compute.Tests.OpenCl;

[Collection(OpenClCacheAlone.Name)]
public sealed class OpenClTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ilgpucam-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void Every_device_says_what_it_can_and_every_kind_without_one_why()
    {
        var found = Devices.Enumerate();
        Assert.Contains(found.Devices, d => d.Kind == DeviceKind.Emulator);
        Assert.All(found.Devices, d => Assert.True(d is { ComputeUnits: > 0, MaxGroupSize: > 0, GlobalMemory: > 0, SharedMemoryPerGroup: > 0 } && d.Driver.Length > 0));
        Assert.True(found.Devices.Any(d => d.Kind == DeviceKind.OpenCl) != found.WhyNot(DeviceKind.OpenCl)?.Length > 0);
    }

    [OpenClFact]
    public void A_text_that_does_not_compile_gives_the_compiler_s_log()
    {
        using var accelerator = Open();
        var broken = With(Saxpy.Definition, "__kernel void Saxpy_Run(int x) { undeclared_name = x; }");
        var failure = Assert.Throws<OpenClException>(() => accelerator.DefaultStream.Launch(broken, (1, 1), Arguments()));
        Assert.Contains("clBuildProgram of kernel Saxpy_Run failed with CL_BUILD_PROGRAM_FAILURE", failure.Message, StringComparison.Ordinal);
        Assert.Contains("undeclared_name", failure.Message, StringComparison.Ordinal);
        Assert.Contains("undeclared_name", failure.Log, StringComparison.Ordinal);
        Assert.Equal(("clBuildProgram", -11, "CL_BUILD_PROGRAM_FAILURE", "Saxpy_Run"), (failure.Call, failure.Code, failure.CodeName, failure.Kernel));
    }

    [OpenClFact]
    public void A_driver_s_refusal_names_call_code_and_kernel()
    {
        using var accelerator = Open();
        var other = With(Saxpy.Definition, "__kernel void Another(int x) { }");
        var failure = Assert.Throws<OpenClException>(() => accelerator.DefaultStream.Launch(other, (1, 1), Arguments()));
        Assert.Equal("clCreateKernel of kernel Saxpy_Run failed with CL_INVALID_KERNEL_NAME", failure.Message);
        Assert.Equal(("clCreateKernel", -46, "CL_INVALID_KERNEL_NAME", "Saxpy_Run"), (failure.Call, failure.Code, failure.CodeName, failure.Kernel));
        Assert.Throws<AcceleratorException>(() => accelerator.Allocate1D<byte>(1L << 50));
    }

    [OpenClFact]
    public void A_compiled_program_is_kept_and_a_damaged_one_is_compiled_anew_with_a_warning()
    {
        var former = Environment.GetEnvironmentVariable(OpenClPrograms.Variable);
        try
        {
            Environment.SetEnvironmentVariable(OpenClPrograms.Variable, _folder);
            var source = $"// {Guid.NewGuid()}\n__kernel void Saxpy_Run() {{ }}";
            Assert.Empty(Launch(source));
            var file = Directory.GetFiles(_folder).Single(f => File.GetLastWriteTimeUtc(f) == Directory.GetFiles(_folder).Max(File.GetLastWriteTimeUtc));
            var bytes = File.ReadAllBytes(file);
            Assert.Empty(Launch(source));
            foreach (var damaged in (byte[][])[[], bytes[..20], bytes[..^1], [.. bytes[..40], (byte)(bytes[40] ^ 1), .. bytes[41..]]])
            {
                File.WriteAllBytes(file, damaged);
                Assert.Contains("is damaged", Assert.Single(Launch(source)), StringComparison.Ordinal);
                Assert.Empty(Launch(source));
            }

            var below = Path.Combine(file, "below");
            Environment.SetEnvironmentVariable(OpenClPrograms.Variable, below);
            Assert.Contains("could not be kept", Launch(source).First(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(OpenClPrograms.Variable, former);
        }
    }

    [OpenClFact]
    public void Views_of_a_device_are_not_read_element_by_element()
    {
        using var accelerator = Open();
        using var buffer = accelerator.Allocate1D<int>(3);
        Assert.Throws<InvalidOperationException>(() => buffer.View[0]);
        Assert.Throws<KernelIndexException>(() => buffer.View[3]);
    }

    private static Accelerator Open() => Accelerator.Create(TestAccelerators.OpenClDevice!);

    private static IReadOnlyCollection<string> Launch(string source)
    {
        using var accelerator = Open();
        accelerator.DefaultStream.Launch(With(Saxpy.Definition, source), (1, 1), Arguments());
        accelerator.Synchronize();
        return accelerator.Warnings;
    }

    private static KernelDefinition With(KernelDefinition kernel, string source) => new()
    {
        Name = kernel.Name,
        SourceFile = kernel.SourceFile,
        Parameters = [],
        SharedBytes = 0,
        UsesDynamicShared = false,
        MaxGroupSize = 0,
        UsesShuffles = false,
        UsesFloat64 = false,
        UsesInt64Atomics = false,
        OpenClSource = () => source,
        CudaHash = "",
        Ptx = () => null,
        Emulate = kernel.Emulate,
        Debug = kernel.Debug,
    };

    private static ReadOnlySpan<KernelArgument> Arguments() => [];
}
