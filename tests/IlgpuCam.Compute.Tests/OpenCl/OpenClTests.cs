using IlgpuCam.Compute.Launching;
using IlgpuCam.Compute.OpenCl;
using IlgpuCam.Compute.Tests.Kernels;

namespace IlgpuCam.Compute.Tests.OpenCl;

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
    public void Every_device_says_what_it_can_or_why_it_cannot_be_used()
    {
        var devices = Devices.Enumerate();
        Assert.Contains(devices, d => d.Kind == DeviceKind.Emulator && d.Unavailable is null);
        foreach (var device in devices.Where(d => d.Kind == DeviceKind.OpenCl))
        {
            Assert.True(device.Unavailable?.Length > 0 || (device is { ComputeUnits: > 0, MaxGroupSize: > 0, GlobalMemory: > 0, SharedMemoryPerGroup: > 0 } && device.Driver.Length > 0));
        }

        var missing = Device.Missing(DeviceKind.OpenCl, "OpenCL", "the OpenCL loader libOpenCL.so.1 cannot be loaded");
        Assert.Equal("OpenCL cannot be used: the OpenCL loader libOpenCL.so.1 cannot be loaded", Assert.Throws<InvalidOperationException>(missing.CreateAccelerator).Message);
    }

    [OpenClFact]
    public void A_text_that_does_not_compile_gives_the_compiler_s_log()
    {
        using var accelerator = TestAccelerators.OpenClDevice!.CreateAccelerator();
        var handles = accelerator.LiveHandles;
        var broken = With(Saxpy.Definition, "__kernel void Saxpy_Run(int x) { undeclared_name = x; }");
        var failure = Assert.Throws<AcceleratorException>(() => accelerator.DefaultStream.Launch(broken, (1, 1), Arguments()));
        Assert.Equal(("clBuildProgram", "CL_BUILD_PROGRAM_FAILURE", -11, "Saxpy_Run"), (failure.Call, failure.CodeName, failure.Code, failure.Kernel));
        Assert.Contains("undeclared_name", failure.Log, StringComparison.Ordinal);
        Assert.Contains("Saxpy_Run", failure.Message, StringComparison.Ordinal);
        Assert.InRange(accelerator.LiveHandles, handles, handles + 1);
    }

    [OpenClFact]
    public void A_driver_s_refusal_names_call_code_and_kernel()
    {
        using var accelerator = TestAccelerators.OpenClDevice!.CreateAccelerator();
        var other = With(Saxpy.Definition, "__kernel void Another(int x) { }");
        var failure = Assert.Throws<AcceleratorException>(() => accelerator.DefaultStream.Launch(other, (1, 1), Arguments()));
        Assert.Equal("clCreateKernel for kernel Saxpy_Run returned CL_INVALID_KERNEL_NAME.", failure.Message);
        var tooMuch = Assert.Throws<AcceleratorException>(() => accelerator.Allocate1D<byte>(1L << 50));
        Assert.Equal("CL_INVALID_BUFFER_SIZE", tooMuch.CodeName);
    }

    [OpenClFact]
    public void A_compiled_program_is_kept_and_a_damaged_one_is_compiled_anew_with_a_warning()
    {
        var device = TestAccelerators.OpenClDevice!;
        var warnings = new List<string>();
        var cache = new OpenClProgramCache(device, warnings.Add, _folder);
        using (var accelerator = (OpenClAccelerator)device.CreateAccelerator())
        {
            OpenClProgram.Build(accelerator, Saxpy.Definition, cache).Dispose();
            var file = Assert.Single(Directory.GetFiles(_folder));
            var written = File.GetLastWriteTimeUtc(file);
            OpenClProgram.Build(accelerator, Saxpy.Definition, cache).Dispose();
            Assert.Equal(written, File.GetLastWriteTimeUtc(file));
            Assert.Empty(warnings);

            var bytes = File.ReadAllBytes(file);
            foreach (var damaged in (byte[][])[[], bytes[..20], bytes[..^1], [.. bytes[..40], (byte)(bytes[40] ^ 1), .. bytes[41..]]])
            {
                File.WriteAllBytes(file, damaged);
                warnings.Clear();
                OpenClProgram.Build(accelerator, Saxpy.Definition, cache).Dispose();
                Assert.Contains("is damaged", Assert.Single(warnings), StringComparison.Ordinal);
                Assert.NotNull(cache.Read(Path.GetFileName(file)));
            }
        }

        Assert.NotEqual(cache.Key("a", ""), cache.Key("b", ""));
        Assert.NotEqual(cache.Key("a", ""), cache.Key("a", "-x"));
    }

    [OpenClFact]
    public void A_cache_that_cannot_be_written_costs_a_warning_only()
    {
        var device = TestAccelerators.OpenClDevice!;
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var warnings = new List<string>();
        using var accelerator = (OpenClAccelerator)device.CreateAccelerator();
        OpenClProgram.Build(accelerator, Saxpy.Definition, new(device, warnings.Add, Path.Combine(file, "below"))).Dispose();
        Assert.NotEmpty(warnings);
    }

    [OpenClFact]
    public void Views_of_a_device_are_not_read_element_by_element()
    {
        using var accelerator = TestAccelerators.OpenClDevice!.CreateAccelerator();
        using var buffer = accelerator.Allocate1D<int>(3);
        Assert.Throws<InvalidOperationException>(() => buffer.View[0]);
        Assert.Throws<KernelIndexException>(() => buffer.View[3]);
    }

    [OpenClFact]
    public void A_stream_waits_for_another_s_mark()
    {
        using var accelerator = TestAccelerators.OpenClDevice!.CreateAccelerator();
        using var first = accelerator.CreateStream();
        using var second = accelerator.CreateStream();
        using var x = accelerator.Allocate1D<float>(1 << 20);
        using var y = accelerator.Allocate1D<float>(1 << 20);
        using var mark = accelerator.CreateEvent();
        first.MemSet(x.View, 0);
        first.MemSet(y.View, 0);
        for (var i = 0; i < 10; i++)
        {
            Saxpy.Run(first, (1 << 14, 64), x.View, y.View, 1);
        }

        first.Record(mark);
        second.Wait(mark);
        var last = new float[1];
        second.CopyToCPU(y.View.SubView((1 << 20) - 1), last);
        Assert.Equal(0, last[0]);
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
