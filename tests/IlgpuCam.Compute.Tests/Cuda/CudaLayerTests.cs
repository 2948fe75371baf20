using System.Text;
using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

[Collection(StandinGroup.Name)]
public unsafe class CudaLayerTests : StandinTest
{
    [StandinFact]
    public void The_device_is_listed_for_what_it_is()
    {
        var (devices, absence) = CudaDeviceInfo.Enumerate();
        Assert.Null(absence);
        Assert.Equal(new CudaDeviceInfo(0, "CUDA stand-in for tests (no GPU)", 8, 0, 2, 4L << 30, 163 * 1024, 32, 1024, 1_000_000, 12_000), Assert.Single(devices));
        Assert.Null(devices[0].Unfitness);
        Assert.Equal("compute capability 7.5, at least 8.0 needed", (devices[0] with { Major = 7, Minor = 5 }).Unfitness);
    }

    [StandinFact]
    public void A_kernel_without_ptx_or_with_an_old_one_says_how_to_make_it()
    {
        using var kernels = new CudaKernelCache(Context);
        var missing = Assert.Throws<InvalidOperationException>(() => kernels.Get("test_saxpy", "00", () => null, [8, 8, 8, 8, 4]));
        Assert.Equal("Kernel test_saxpy has no PTX: kernels/build-ptx.sh makes it with clang-19.", missing.Message);
        var old = Assert.Throws<InvalidOperationException>(() => kernels.Get("test_saxpy", "00", () => new MemoryStream(Encoding.ASCII.GetBytes(CudaStandin.Ptx("test_saxpy"))), [8, 8, 8, 8, 4]));
        Assert.Equal("The PTX of kernel test_saxpy was made from another text than the program holds: kernels/build-ptx.sh makes it anew with clang-19.", old.Message);
    }

    [StandinFact]
    public void A_kernel_is_compiled_once()
    {
        using var kernels = new CudaKernelCache(Context);
        var ptx = CudaStandin.Ptx("test_saxpy");
        var hash = ptx.Substring("// source: ".Length, 64);
        var first = kernels.Get("test_saxpy", hash, () => new MemoryStream(Encoding.ASCII.GetBytes(ptx)), [8, 8, 8, 8, 4]);
        Assert.Same(first, kernels.Get("test_saxpy", hash, () => null, [8, 8, 8, 8, 4]));
        Assert.Equal(1, StandinControls.Alive(StandinObject.Module));
    }

    [StandinTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Streams_copy_and_fill(int count)
    {
        var values = Enumerable.Range(1, count).Select(i => (byte)i).ToArray();
        var (first, second) = (Upload<byte>(new byte[count]), Upload<byte>(new byte[count]));
        var back = new byte[count];
        fixed (byte* source = values, target = back)
        {
            Stream.CopyToDevice(first, source, (nuint)count);
            Stream.CopyOnDevice(second, first, (nuint)count);
            Stream.Fill(first, 0xA5, (nuint)count);
            Stream.CopyToHost(target, second, (nuint)count);
            Assert.Equal(values, back);
            Stream.CopyToHost(target, first, (nuint)count);
            Assert.All(back, value => Assert.Equal(0xA5, value));
            Stream.CopyToHost(target, first, 0);
            Stream.CopyToDevice(first, source, 0);
            Stream.Fill(first, 0, 0);
        }
    }

    [StandinFact]
    public void A_graph_is_captured_launched_and_given_up()
    {
        var address = Upload<int>(new int[4]);
        Stream.BeginCapture();
        Stream.Fill(address, 1, 16);
        using (var graph = Stream.EndCapture())
        {
            Stream.Launch(graph);
            Assert.Equal([0x01010101, 0x01010101, 0x01010101, 0x01010101], Download<int>(address, 4));
        }

        Stream.BeginCapture();
        Stream.Fill(address, 2, 16);
        Stream.AbandonCapture();
        Stream.Synchronize();
        Assert.Equal([0x01010101, 0x01010101, 0x01010101, 0x01010101], Download<int>(address, 4));
        Assert.Equal(0, StandinControls.Alive(StandinObject.Graph) + StandinControls.Alive(StandinObject.GraphExec));
    }

    [StandinFact]
    public void Marks_are_reached_and_timed()
    {
        var address = Upload<int>(new int[4]);
        using var start = new CudaEventHandle(Context);
        using var end = new CudaEventHandle(Context);
        using var other = new CudaStreamHandle(Context);
        Stream.Record(start);
        Stream.Fill(address, 3, 16);
        Stream.Record(end);
        Assert.False(end.IsReached);
        Assert.False(Stream.IsIdle);
        other.Wait(end);
        other.Synchronize();
        Assert.True(end.IsReached);
        Assert.True(Stream.IsIdle);
        Assert.InRange(end.MillisecondsSince(start), 0, 60_000);
    }
}
