using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>The stand-in holds a launch to the PTX and the PTX to its source: wrong counts, sizes and orders are refused.</summary>
[Collection(StandinGroup.Name)]
public unsafe class StandinRefusalTests : StandinTest
{
    private const string Saxpy = "test_saxpy";

    [StandinTheory]
    [InlineData(",\n\t.param .f32 test_saxpy_param_4", "", "the PTX has 4 parameters, its source 5")]
    [InlineData(".f32 test_saxpy_param_4", ".f32 test_saxpy_param_4,\n\t.param .u32 test_saxpy_param_5", "the PTX has 6 parameters, its source 5")]
    [InlineData(".f32 test_saxpy_param_4", ".f64 test_saxpy_param_4", "parameter 4 has 8 bytes aligned to 8 in the PTX, 4 aligned to 4 in its source")]
    [InlineData(".param .f32 test_saxpy_param_4", ".param .align 8 .b8 test_saxpy_param_4[4]", "parameter 4 has 4 bytes aligned to 8 in the PTX")]
    [InlineData(".u64 test_saxpy_param_0", ".u32 test_saxpy_param_0", "parameter 0 has 4 bytes")]
    public void Ptx_whose_parameters_differ_from_the_source_is_not_loaded(string from, string to, string message)
    {
        var ptx = CudaStandin.Ptx(Saxpy);
        Assert.Contains(from, ptx, StringComparison.Ordinal);
        var failure = LoadAnyway(ptx.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(("cuModuleLoadDataEx", "CUDA_ERROR_INVALID_IMAGE", Saxpy), (failure.Call, failure.CodeName, failure.Kernel));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [StandinFact]
    public void Ptx_whose_parameters_are_in_another_order_is_not_loaded()
    {
        var ptx = CudaStandin.Ptx("test_structs");
        var swapped = ptx.Replace(".param .u8 test_structs_param_2", ".param .u16 test_structs_param_2", StringComparison.Ordinal)
            .Replace(".param .u16 test_structs_param_4", ".param .u8 test_structs_param_4", StringComparison.Ordinal);
        Assert.Contains("parameter 2 has 2 bytes", LoadAnyway(swapped, "test_structs").Message, StringComparison.Ordinal);
    }

    [StandinTheory]
    [InlineData("// source: ", "// sauce: ", "CUDA_ERROR_INVALID_PTX")]
    [InlineData("// source: 0123", "", "CUDA_ERROR_INVALID_PTX")]
    [InlineData(".target sm_80", ".target sm_90a", "CUDA_ERROR_NO_BINARY_FOR_GPU")]
    [InlineData(".address_size 64", ".address_size 32", "CUDA_ERROR_INVALID_PTX")]
    [InlineData(".version 7.0", ".version 9.3", "CUDA_ERROR_INVALID_PTX")]
    [InlineData(".visible .entry", ".visible .func", "CUDA_ERROR_INVALID_PTX")]
    public void Ptx_that_the_device_cannot_take_is_not_loaded(string from, string to, string code)
    {
        var ptx = CudaStandin.Ptx(Saxpy);
        ptx = ptx.Contains(from, StringComparison.Ordinal) ? ptx.Replace(from, to, StringComparison.Ordinal) : ptx[20..];
        Assert.Equal(code, LoadAnyway(ptx).CodeName);
    }

    [StandinFact]
    public void A_kernel_without_a_host_build_is_named()
    {
        var ptx = CudaStandin.Ptx(Saxpy);
        var failure = LoadAnyway($"// source: {new string('0', 64)}{ptx[ptx.IndexOf('\n', StringComparison.Ordinal)..]}");
        Assert.Equal("CUDA_ERROR_FILE_NOT_FOUND", failure.CodeName);
        Assert.Contains("no host build of test_saxpy", failure.Message, StringComparison.Ordinal);
    }

    [StandinFact]
    public void A_right_launch_is_taken()
    {
        Assert.Equal(CudaCode.Success, LaunchRaw([0, 8, 16, 24, 32]));
        Check(CudaDriver.StreamSynchronize(Stream));
    }

    [StandinTheory]
    [InlineData("too few arguments", 0, 8, 16, 24)]
    [InlineData("too many arguments", 0, 8, 16, 24, 32, 36)]
    [InlineData("an argument of another size, or in another order", 0, 8, 24, 32, 40)]
    [InlineData("an argument of another size, or in another order", 0, 8, 16, 24, 40)]
    [InlineData("an argument of another size, or in another order", 8, 0, 16, 24, 32)]
    [InlineData("an argument of another size, or in another order", 0, 8, 32, 16, 24)]
    [InlineData("a misaligned argument", 4, 12, 20, 28, 36)]
    public void A_launch_with_another_count_size_or_order_is_refused(string report, params int[] offsets)
    {
        Assert.Equal(CudaCode.InvalidValue, LaunchRaw(offsets));
        Assert.Equal($"launch of {Saxpy} refused: {report}", StandinControls.LastReport);
    }

    [StandinFact]
    public void A_length_in_the_place_of_an_address_is_refused()
    {
        Assert.Equal(CudaCode.InvalidValue, LaunchRaw([0, 8, 16, 24, 32], swapsViews: true));
        Assert.EndsWith("an address that is not device memory", StandinControls.LastReport, StringComparison.Ordinal);
    }

    [StandinTheory]
    [InlineData(1025, 1, 1, 1, 1, 1)]
    [InlineData(1, 1, 65, 1, 1, 1)]
    [InlineData(512, 4, 1, 1, 1, 1)]
    [InlineData(1, 1, 1, 1, 65536, 1)]
    [InlineData(1, 1, 1, 0, 1, 1)]
    [InlineData(0, 1, 1, 1, 1, 1)]
    public void A_launch_beyond_the_devices_limits_is_refused(uint x, uint y, uint z, uint gridX, uint gridY, uint gridZ)
    {
        var address = Upload<int>([1]);
        var kernel = Load("test_reverse", 8, 8);
        var refusal = Assert.Throws<CudaException>(() => Launch(kernel, address, new CudaLaunch(gridX, gridY, gridZ, x, y, z, 4)));
        Assert.Equal("cuLaunchKernel for kernel test_reverse returned CUDA_ERROR_INVALID_VALUE (invalid argument)", refusal.Message);
    }

    [StandinFact]
    public void Too_large_a_block_for_the_kernel_is_refused()
    {
        var address = Upload<int>(new int[64]);
        var ptx = CudaStandin.Ptx("test_indices");
        var bounded = ptx.Insert(ptx.IndexOf("\n{", StringComparison.Ordinal), "\n.maxntid 32, 1, 1");
        var kernel = Hold(new CudaKernel(Context, "test_indices", Text(bounded), [8, 8]));
        Assert.Equal(32, kernel.MaxGroupSize);
        Launch(kernel, address, Shape(1, 32));
        Assert.Throws<CudaException>(() => Launch(kernel, address, Shape(1, 33)));
    }

    [StandinFact]
    public void Our_launcher_does_not_load_what_it_would_pack_wrongly()
    {
        var ptx = Text(CudaStandin.Ptx(Saxpy));
        Assert.Contains("has 5 parameters, its launcher gives 3", Refuse(8, 8, 8), StringComparison.Ordinal);
        Assert.Contains("Parameter 4 of kernel test_saxpy has 4 bytes in its PTX, its launcher gives 8", Refuse(8, 8, 8, 8, 8), StringComparison.Ordinal);
        string Refuse(params int[] sizes) => Assert.Throws<AcceleratorException>(() => new CudaKernel(Context, Saxpy, ptx, sizes)).Message;
    }

    private CudaException LoadAnyway(string ptx, string kernel = Saxpy)
        => Assert.Throws<CudaException>(() => new CudaModuleHandle(Context, Text(ptx).Image, kernel));

    /// <summary>A launcher of saxpy that lays its values out as it pleases.</summary>
    private CudaCode LaunchRaw(int[] offsets, bool swapsViews = false)
    {
        var module = Hold(new CudaModuleHandle(Context, Text(CudaStandin.Ptx(Saxpy)).Image, Saxpy));
        Check(CudaDriver.ModuleGetFunction(out var function, module, Saxpy));
        var address = (long)Upload<float>([1]);
        long* block = stackalloc long[] { address, 1, address, 1, 0, 0 };
        if (swapsViews)
        {
            (block[0], block[1]) = (block[1], block[0]);
        }

        var pointers = stackalloc void*[offsets.Length + 1];
        for (var i = 0; i < offsets.Length; i++)
        {
            pointers[i] = (byte*)block + offsets[i];
        }

        pointers[offsets.Length] = null;
        return CudaDriver.LaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, Stream, pointers, null);
    }
}
