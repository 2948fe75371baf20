using System.Runtime.InteropServices;
using IlgpuCam.Compute.OpenCl;

namespace IlgpuCam.Compute.Tests.OpenCl;

/// <summary>What becomes of the codes that a driver returns; entry points that fail are put in the place of the driver's.</summary>
[Collection(OpenClCacheAlone.Name)]
public sealed unsafe class OpenClFaultTests
{
    private static int s_code;

    [Theory]
    [InlineData(-5, true, true)]
    [InlineData(-5, false, false)]
    [InlineData(-14, true, true)]
    [InlineData(-14, false, false)]
    [InlineData(-2, false, true)]
    [InlineData(-36, false, true)]
    [InlineData(-9999, false, true)]
    [InlineData(-4, true, false)]
    [InlineData(-30, true, false)]
    public void Codes_after_which_nothing_works_are_a_loss(int code, bool isWait, bool isLoss) => Assert.Equal(isLoss, OpenClCode.IsLoss(code, isWait));

    [OpenClFact]
    public void A_failed_wait_loses_the_device_until_an_accelerator_is_created_anew()
    {
        using (var accelerator = Open("clFinish", (nint)(delegate* unmanaged<nint, int>)&Finish))
        {
            s_code = 0;
            using var stream = accelerator.CreateStream();
            using var buffer = accelerator.Allocate1D<float>([1, 2, 3]);
            using var mark = stream.RecordEvent();
            s_code = -5;
            TestAccelerators.Saxpy(stream, buffer.View, buffer.View, 1);
            var loss = Assert.Throws<DeviceLostException>(stream.Synchronize);
            Assert.Equal("opencl:0 is lost: clFinish failed with CL_OUT_OF_RESOURCES", loss.Message);
            Assert.Equal(("clFinish", -5, "CL_OUT_OF_RESOURCES", null), (loss.Call, loss.Code, loss.CodeName, loss.Kernel));
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => TestAccelerators.Saxpy(stream, buffer.View, buffer.View, 1)).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => accelerator.Allocate1D<int>(1)).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => accelerator.AllocatePinned<int>(1)).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => buffer.GetAsArray1D()).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(accelerator.CreateStream).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(accelerator.Synchronize).Message);
        }

        using var anew = Accelerator.Create(TestAccelerators.OpenClDevice!);
        using var x = anew.Allocate1D<float>([1, 2, 3]);
        TestAccelerators.Saxpy(anew.DefaultStream, x.View, x.View, 1);
        Assert.Equal([2, 4, 6], x.GetAsArray1D());
    }

    [OpenClFact]
    public void A_refused_launch_names_call_code_and_kernel_and_the_device_works_on()
    {
        using var accelerator = Open(
            "clEnqueueNDRangeKernel",
            (nint)(delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)&Launch);
        using var buffer = accelerator.Allocate1D<float>([1, 2, 3]);
        s_code = -5;
        var failure = Assert.Throws<OpenClException>(() => TestAccelerators.Saxpy(accelerator.DefaultStream, buffer.View, buffer.View, 1));
        Assert.Equal(
            ("clEnqueueNDRangeKernel", -5, "CL_OUT_OF_RESOURCES", "Saxpy_Run", "clEnqueueNDRangeKernel of kernel Saxpy_Run failed with CL_OUT_OF_RESOURCES"),
            (failure.Call, failure.Code, failure.CodeName, failure.Kernel, failure.Message));
        Assert.Equal([1, 2, 3], buffer.GetAsArray1D());
        s_code = -9999;
        var loss = Assert.Throws<DeviceLostException>(() => TestAccelerators.Saxpy(accelerator.DefaultStream, buffer.View, buffer.View, 1));
        Assert.Equal(("Saxpy_Run", -9999), (loss.Kernel, loss.Code));
    }

    [OpenClFact]
    public void A_mark_whose_command_failed_is_a_loss()
    {
        using var accelerator = Open("clGetEventInfo", (nint)(delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)&EventInfo);
        using var mark = accelerator.DefaultStream.RecordEvent();
        s_code = 3;
        Assert.False(mark.IsCompleted);
        s_code = -14;
        Assert.Throws<DeviceLostException>(() => mark.IsCompleted);
    }

    [Fact]
    public void A_library_that_lacks_an_entry_point_is_refused()
    {
        var failure = Assert.Throws<EntryPointNotFoundException>(() => new OpenClApi(name => name == "clEnqueueFillBuffer" ? 0 : 1));
        Assert.Equal("there is no clEnqueueFillBuffer: OpenCL 1.2 or later is needed", failure.Message);
    }

    [Theory]
    [InlineData("OpenCL 1.2 pocl HSTR", true, true, true, null)]
    [InlineData("OpenCL 3.0 CUDA", true, true, true, null)]
    [InlineData("OpenCL 1.1 old", true, true, true, "OpenCL 1.1, at least 1.2 needed")]
    [InlineData("nothing", true, true, true, null)]
    [InlineData("OpenCL 3.0 x", false, true, true, "it is not available")]
    [InlineData("OpenCL 3.0 x", true, false, true, "it has no compiler")]
    [InlineData("OpenCL 3.0 x", true, true, false, "its order of bytes is another than the host's")]
    public void Devices_that_kernels_do_not_run_on_say_why(string version, bool isAvailable, bool hasCompiler, bool isLittleEndian, string? reason) =>
        Assert.Equal(reason, OpenClDevices.Unfitness(version, isAvailable, hasCompiler, isLittleEndian));

    private static OpenClAccelerator Open(string name, nint inItsPlace)
    {
        var library = NativeLibrary.Load("libOpenCL.so.1");
        return OpenClAccelerator.Open(TestAccelerators.OpenClDevice!, new(entry => entry == name ? inItsPlace : NativeLibrary.GetExport(library, entry)));
    }

    [UnmanagedCallersOnly]
    private static int Finish(nint queue) => s_code;

    [UnmanagedCallersOnly]
    private static int Launch(nint queue, nint kernel, uint dimensions, nuint* offset, nuint* global, nuint* local, uint count, nint* list, nint* mark) => s_code;

    [UnmanagedCallersOnly]
    private static int EventInfo(nint mark, uint name, nuint size, void* value, nuint* actual)
    {
        *(int*)value = s_code;
        return 0;
    }
}
