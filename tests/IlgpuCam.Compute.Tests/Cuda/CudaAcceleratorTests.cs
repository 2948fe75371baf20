using IlgpuCam.Compute.Cuda;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>The accelerator as users have it, on the stand-in.</summary>
[Collection(StandinGroup.Name)]
public unsafe class CudaAcceleratorTests
{
    [StandinFact]
    public void The_list_of_devices_names_the_stand_in()
    {
        var device = Cuda();
        Assert.Equal("cuda:0", device.Id);
        Assert.Equal("CUDA stand-in for tests (no GPU)", device.Name);
        Assert.Equal(string.Empty, device.Vendor);
        Assert.Equal($"CUDA 12.0 by {CudaStandin.Library}", device.Driver);
        Assert.Equal((163 * 1024, 1024, 32), (device.SharedMemoryPerGroup, device.MaxGroupSize, device.WarpSize));
        Assert.Equal((1000, new Version(8, 0), true, true), (device.ClockMegahertz, device.ComputeCapability, device.HasFloat16, device.HasTensorCores));
        Assert.Null(Devices.Enumerate().WhyNot(DeviceKind.Cuda));
    }

    [StandinTheory]
    [InlineData(1)]
    [InlineData(1003)]
    public void Views_with_offsets_and_scalars_are_packed(int count)
    {
        using var accelerator = Accelerator.Create(Cuda());
        var values = Enumerable.Range(0, count + 5).Select(i => i * 0.25f).ToArray();
        using var x = accelerator.Allocate1D<float>(values);
        using var y = accelerator.Allocate1D<float>(values);
        var factor = 2f;
        var stream = accelerator.DefaultStream;
        stream.Launch(
            StandinKernels.Saxpy,
            ((count + 127) / 128, 128),
            [KernelArgument.Of(x.View.SubView(5)), KernelArgument.Of(y.View.SubView(2, count)), KernelArgument.Of(&factor)]);
        var expected = values.Select((value, i) => i >= 2 && i < count + 2 ? MathF.FusedMultiplyAdd(2, values[i + 3], value) : value);
        Assert.Equal(expected, y.GetAsArray1D());
    }

    [StandinFact]
    public void Buffers_copy_fill_and_stay_in_order()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var first = accelerator.Allocate1D<int>(Enumerable.Range(0, 100).ToArray());
        using var second = accelerator.Allocate1D<int>(100);
        using var stream = accelerator.CreateStream();
        second.View.MemSet(stream, 0xFF);
        first.View.SubView(10, 50).CopyTo(stream, second.View.SubView(0, 50));
        stream.Launch(StandinKernels.Reverse, new KernelConfig(1, 50, 200), second.View);
        stream.Synchronize();
        Assert.Equal(Enumerable.Range(10, 50).Reverse().Concat(Enumerable.Repeat(-1, 50)), second.GetAsArray1D());
        first.MemSetToZero();
        Assert.All(first.GetAsArray1D(), value => Assert.Equal(0, value));
    }

    [StandinFact]
    public void A_recording_is_one_graph()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(Enumerable.Range(0, 64).ToArray());
        using var stream = accelerator.CreateStream();
        using var graph = stream.Record(() =>
        {
            stream.Launch(StandinKernels.Reverse, new KernelConfig(2, 32, 128), buffer.View);
            stream.Launch(StandinKernels.Reverse, new KernelConfig(1, 64, 256), buffer.View);
        });
        Assert.Equal(1, StandinControls.Alive(StandinObject.GraphExec));
        Assert.Equal(0, buffer.GetAsArray1D()[0]);
        graph.Launch(stream);
        stream.Synchronize();
        Assert.Equal(Enumerable.Range(32, 32).Concat(Enumerable.Range(0, 32)), buffer.GetAsArray1D());
        graph.Launch(stream);
        graph.Launch(stream);
        stream.Synchronize();
        Assert.Equal(Enumerable.Range(32, 32).Concat(Enumerable.Range(0, 32)), buffer.GetAsArray1D());
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graph.Launch(stream));
    }

    [StandinFact]
    public void A_recording_that_fails_leaves_the_stream_usable()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        using var stream = accelerator.CreateStream();
        Assert.Throws<CudaException>(() => stream.Record(() => stream.Launch(StandinKernels.Indices, ((1, 1, 1), (1, 1, 65)), buffer.View)));
        stream.Launch(StandinKernels.Indices, (1, 64), buffer.View);
        stream.Synchronize();
        Assert.Equal(Enumerable.Range(0, 64), buffer.GetAsArray1D());
        Assert.Equal(0, StandinControls.Alive(StandinObject.Graph));
    }

    [StandinFact]
    public void Events_measure_what_ran_between_them()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var other = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        using var stream = accelerator.CreateStream();
        using var start = stream.RecordEvent();
        stream.Launch(StandinKernels.Indices, (50, 64), buffer.View);
        using var end = stream.RecordEvent();
        using var foreign = other.DefaultStream.RecordEvent();
        Assert.False(end.IsCompleted);
        Assert.InRange(end.MillisecondsSince(start), 1e-6, 60_000);
        Assert.True(end.IsCompleted);
        Assert.Throws<ArgumentException>(() => end.MillisecondsSince(foreign));
    }

    [StandinFact]
    public void Errors_name_the_call_the_code_and_the_kernel()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        var failure = Assert.Throws<CudaException>(() => accelerator.DefaultStream.Launch(StandinKernels.Indices, ((1, 1, 1), (1, 1, 65)), buffer.View));
        Assert.Equal("cuLaunchKernel for kernel test_indices returned CUDA_ERROR_INVALID_VALUE (invalid argument)", failure.Message);
        Assert.Equal(("cuLaunchKernel", "CUDA_ERROR_INVALID_VALUE", 1, "test_indices"), (failure.Call, failure.CodeName, failure.Code, failure.Kernel));
        using var most = accelerator.Allocate1D<byte>(3L << 20);
        Assert.Throws<AcceleratorException>(() => accelerator.Allocate1D<byte>(5L << 30));
    }

    [StandinFact]
    public void A_kernel_without_ptx_or_with_an_old_one_says_how_to_make_it()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        var missing = StandinKernels.With("test_indices", () => null, "00", StandinKernels.View("x", 4));
        var old = StandinKernels.With("test_indices", StandinKernels.Indices.Ptx, "00", StandinKernels.View("x", 4));
        var another = StandinKernels.With("test_indices", StandinKernels.Saxpy.Ptx, StandinKernels.Saxpy.CudaHash, StandinKernels.View("x", 4));
        Assert.Equal("Kernel test_indices has no PTX: kernels/build-ptx.sh makes it with clang-19.", Refuse(missing));
        Assert.Equal(
            "The PTX of kernel test_indices was made from another text than the program holds: kernels/build-ptx.sh makes it anew with clang-19.", Refuse(old));
        Assert.Equal("The PTX of kernel test_indices has no entry point of that name that can be read; kernels/build-ptx.sh makes it anew.", Refuse(another));
        string Refuse(KernelDefinition kernel)
            => Assert.Throws<AcceleratorException>(() => accelerator.DefaultStream.Launch(kernel, (1, 64), buffer.View)).Message;
    }

    [StandinFact]
    public void Ptx_in_a_folder_of_ones_choice_goes_first()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        var before = Environment.GetEnvironmentVariable(CudaKernelCache.FolderVariable);
        Environment.SetEnvironmentVariable(CudaKernelCache.FolderVariable, Path.Combine(CudaStandin.Folder, "ptx"));
        try
        {
            var kernel = StandinKernels.With("test_indices", () => null, StandinKernels.Indices.CudaHash, StandinKernels.View("x", 4));
            accelerator.DefaultStream.Launch(kernel, (1, 64), buffer.View);
            Assert.Equal(63, buffer.GetAsArray1D()[63]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(CudaKernelCache.FolderVariable, before);
        }
    }

    [StandinFact]
    public void A_kernel_is_compiled_once_an_accelerator()
    {
        var before = StandinControls.Alive(StandinObject.Module);
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        for (var i = 0; i < 3; i++)
        {
            accelerator.DefaultStream.Launch(StandinKernels.Indices, (1, 64), buffer.View);
        }

        Assert.Equal(before + 1, StandinControls.Alive(StandinObject.Module));
    }

    [StandinFact]
    public void A_lost_device_stays_lost_until_an_accelerator_is_created_anew()
    {
        var before = StandinControls.AliveOfAll();
        using (var accelerator = Accelerator.Create(Cuda()))
        {
            using var buffer = accelerator.Allocate1D<int>(64);
            using var stream = accelerator.CreateStream();
            using var mark = stream.RecordEvent();
            StandinControls.LoseAfter(1);
            stream.Launch(StandinKernels.Indices, (1, 64), buffer.View);
            stream.Launch(StandinKernels.Indices, (1, 64), buffer.View);
            var loss = Assert.Throws<DeviceLostException>(stream.Synchronize);
            Assert.Equal("cuda:0 is lost: cuStreamSynchronize returned CUDA_ERROR_LAUNCH_FAILED (unspecified launch failure)", loss.Message);
            Assert.Equal(("cuStreamSynchronize", 719, "CUDA_ERROR_LAUNCH_FAILED"), (loss.Call, loss.Code, loss.CodeName));
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => stream.Launch(StandinKernels.Indices, (1, 64), buffer.View)).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => accelerator.Allocate1D<int>(1)).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(() => buffer.GetAsArray1D()).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(accelerator.CreateStream).Message);
            Assert.Equal(loss.Message, Assert.Throws<DeviceLostException>(mark.Synchronize).Message);

            using var anew = Accelerator.Create(Cuda());
            using var other = anew.Allocate1D<int>(64);
            anew.DefaultStream.Launch(StandinKernels.Indices, (1, 64), other.View);
            Assert.Equal(Enumerable.Range(0, 64), other.GetAsArray1D());
            Assert.Throws<DeviceLostException>(() => buffer.GetAsArray1D());
        }

        Assert.Equal(before, StandinControls.AliveOfAll());
    }

    [StandinFact]
    public void A_kernels_fault_is_a_lost_device()
    {
        using var accelerator = Accelerator.Create(Cuda());
        using var buffer = accelerator.Allocate1D<int>(64);
        accelerator.DefaultStream.Launch(StandinKernels.Overrun, (1, 1), buffer.View);
        Assert.Contains("CUDA_ERROR_ILLEGAL_ADDRESS", Assert.Throws<DeviceLostException>(accelerator.Synchronize).Message, StringComparison.Ordinal);
    }

    [StandinFact]
    public void Everything_is_disposed_in_any_order()
    {
        var before = StandinControls.AliveOfAll();
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var accelerator = Accelerator.Create(Cuda());
            var buffer = accelerator.Allocate1D<int>(64);
            var stream = accelerator.CreateStream();
            stream.Launch(StandinKernels.Indices, (1, 64), buffer.View);
            var graph = stream.Record(() => stream.Launch(StandinKernels.Indices, (1, 64), buffer.View));
            graph.Launch(stream);
            IDisposable[] all = [accelerator, buffer, stream, graph, stream.RecordEvent()];
            random.Shuffle(all);
            foreach (var item in all)
            {
                item.Dispose();
                item.Dispose();
            }

            Assert.Throws<ObjectDisposedException>(() => accelerator.CreateStream());
            Assert.Equal(before, StandinControls.AliveOfAll());
        }
    }

    [StandinFact]
    public void Ten_thousand_cycles_leave_nothing_behind()
    {
        var before = StandinControls.AliveOfAll();
        for (var round = 0; round < 10_000; round++)
        {
            using var accelerator = Accelerator.Create(Cuda());
            using var buffer = accelerator.Allocate1D<int>(64);
            accelerator.DefaultStream.Launch(StandinKernels.Indices, (1, 64), buffer.View);
            Assert.Equal(63, buffer.GetAsArray1D()[63]);
        }

        Assert.Equal(before, StandinControls.AliveOfAll());
    }

    private static Device Cuda() => Assert.Single(Devices.Enumerate().Devices, device => device.Kind == DeviceKind.Cuda);
}
