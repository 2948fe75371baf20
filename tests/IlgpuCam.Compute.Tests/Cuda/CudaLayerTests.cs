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
        var expected = new CudaDeviceInfo(0, "CUDA stand-in for tests (no GPU)", 8, 0, 2, 4L << 30, 163 * 1024, 32, 1024, 1_000_000, 12_000);
        Assert.Equal(expected, Assert.Single(devices));
        Assert.Null(devices[0].Unfitness);
        Assert.Equal("compute capability 7.5, at least 8.0 needed", (devices[0] with { Major = 7, Minor = 5 }).Unfitness);
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
