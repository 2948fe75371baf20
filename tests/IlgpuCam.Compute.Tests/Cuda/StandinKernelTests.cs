using System.Runtime.InteropServices;
using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

[Collection(StandinGroup.Name)]
public unsafe class StandinKernelTests : StandinTest
{
    [StandinTheory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(1000)]
    public void Saxpy_multiplies_and_adds(int count)
    {
        var x = Enumerable.Range(0, count).Select(i => i * 0.1f).ToArray();
        var y = Enumerable.Range(0, count).Select(i => 1f / (i + 1)).ToArray();
        const float Factor = 3.7f;
        var (px, py, n, a) = (Upload<float>(x), Upload<float>(y), (long)count, Factor);
        Load("test_saxpy", 8, 8, 8, 8, 4).Launch(Stream, Shape((count + 63) / 64, 64), [(nint)(&px), (nint)(&n), (nint)(&py), (nint)(&n), (nint)(&a)]);
        Assert.Equal(x.Zip(y, (x, y) => MathF.FusedMultiplyAdd(Factor, x, y)), Download<float>(py, count));
    }

    [StandinTheory]
    [InlineData(1)]
    [InlineData(257)]
    [InlineData(5000)]
    public void Barriers_and_shuffles_add_up_a_block(int count)
    {
        var x = Enumerable.Range(0, count).Select(i => (float)(i % 17)).ToArray();
        var blocks = (count + 255) / 256;
        var (px, ps, n, m) = (Upload<float>(x), Upload<float>(new float[blocks]), (long)count, (long)blocks);
        Load("test_reduce", 8, 8, 8, 8).Launch(Stream, Shape(blocks, 256), [(nint)(&px), (nint)(&n), (nint)(&ps), (nint)(&m)]);
        Assert.Equal(x.Chunk(256).Select(block => block.Sum()), Download<float>(ps, blocks));
    }

    [StandinTheory]
    [InlineData(64)]
    [InlineData(1)]
    [InlineData(1023)]
    public void Dynamic_shared_memory_has_the_size_of_the_launch(int size)
    {
        var values = Enumerable.Range(0, size * 3).ToArray();
        var (p, n) = (Upload<int>(values), (long)values.Length);
        Load("test_reverse", 8, 8).Launch(Stream, Shape(3, size, size * sizeof(int)), [(nint)(&p), (nint)(&n)]);
        Assert.Equal(values.Chunk(size).SelectMany(block => block.Reverse()), Download<int>(p, values.Length));
    }

    [StandinFact]
    public void Dynamic_shared_memory_above_48_KiB_is_asked_for()
    {
        var values = Enumerable.Range(0, 64).ToArray();
        var address = Upload<int>(values);
        var kernel = Load("test_reverse", 8, 8);
        Launch(kernel, address, Shape(1, 64, 160 * 1024));
        Assert.Equal(values.Reverse(), Download<int>(address, 64));
        var refusal = Assert.Throws<CudaException>(() => Launch(kernel, address, Shape(1, 64, 164 * 1024)));
        Assert.Equal(("cuFuncSetAttribute", "CUDA_ERROR_INVALID_VALUE", "test_reverse"), (refusal.Call, refusal.CodeName, refusal.Kernel));
    }

    [StandinFact]
    public void Atomics_count_every_element()
    {
        var x = Enumerable.Range(0, 10_001).Select(i => (byte)(i * i)).ToArray();
        var (px, pb, pt, n, bins, one) = (Upload<byte>(x), Upload<int>(new int[7]), Upload<long>(new long[1]), (long)x.Length, 7L, 1L);
        Load("test_histogram", 8, 8, 8, 8, 8, 8).Launch(Stream, Shape(5, 96), [(nint)(&px), (nint)(&n), (nint)(&pb), (nint)(&bins), (nint)(&pt), (nint)(&one)]);
        Assert.Equal(Enumerable.Range(0, 7).Select(bin => x.Count(value => value % 7 == bin)), Download<int>(pb, 7));
        Assert.Equal(x.Sum(value => (long)value), Download<long>(pt, 1)[0]);
    }

    [StandinFact]
    public void Structs_and_scalars_arrive_whole()
    {
        var (p, n, flag, s, f, d, l) = (Upload<double>(new double[12]), 12L, (byte)200, (short)-3, 0.5f, 1e100, -7L);
        var vector = new Vector4 { X = 1, Y = 2, Z = 3, W = 4 };
        var mixed = new Mixed { A = 9, B = -2.5, C = 77 };
        Load("test_structs", 8, 8, 1, 16, 2, 24, 4, 8, 8).Launch(
            Stream,
            Shape(1, 1),
            [(nint)(&p), (nint)(&n), (nint)(&flag), (nint)(&vector), (nint)(&s), (nint)(&mixed), (nint)(&f), (nint)(&d), (nint)(&l)]);
        Assert.Equal([200, 1, 2, 3, 4, -3, 9, -2.5, 77, 0.5, 1e100, -7], Download<double>(p, 12));
    }

    [StandinFact]
    public void Shuffles_take_the_lane_that_the_instruction_set_says()
    {
        var (p, n) = (Upload<int>(new int[32 * 4]), 32L * 4);
        Load("test_shuffles", 8, 8).Launch(Stream, Shape(1, 32), [(nint)(&p), (nint)(&n)]);
        var expected = Enumerable.Range(0, 32).SelectMany(lane => new[] { 3, lane < 2 ? lane : lane - 2, lane == 31 ? 31 : lane + 1, lane ^ 1 });
        Assert.Equal(expected, Download<int>(p, 32 * 4));
    }

    [StandinFact]
    public void The_last_warp_may_be_partial()
    {
        var (p, n) = (Upload<int>(new int[48 * 4]), 48L * 4);
        Load("test_shuffles", 8, 8).Launch(Stream, Shape(1, 48), [(nint)(&p), (nint)(&n)]);
        var actual = Download<int>(p, 48 * 4).Chunk(4).Skip(32).Select(lanes => (lanes[0], lanes[1], lanes[3]));
        Assert.Equal(Enumerable.Range(0, 16).Select(lane => (35, 32 + (lane < 2 ? lane : lane - 2), 32 + (lane ^ 1))), actual);
    }

    [StandinFact]
    public void Indices_have_three_dimensions()
    {
        const int Count = 2 * 3 * 4 * 5 * 3 * 2;
        var (p, n) = (Upload<int>(new int[Count]), (long)Count);
        Load("test_indices", 8, 8).Launch(Stream, new CudaLaunch(2, 3, 4, 5, 3, 2, 0), [(nint)(&p), (nint)(&n)]);
        Assert.Equal(Enumerable.Range(0, Count), Download<int>(p, Count));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector4
    {
        public float X, Y, Z, W;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Mixed
    {
        public byte A;
        public double B;
        public short C;
    }
}
