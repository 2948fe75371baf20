using IlgpuCam.Compute.Tests.Kernels;

namespace IlgpuCam.Compute.Tests;

public sealed class KernelTests
{
    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Saxpy_is_exact_at_awkward_sizes(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        foreach (var length in (int[])[1, 31, 1000])
        {
            var x = Enumerable.Range(0, length).Select(i => MathF.Sin(i)).ToArray();
            var y = Enumerable.Range(0, length).Select(i => MathF.Cos(i)).ToArray();
            using var bufferX = accelerator.Allocate1D(x);
            using var bufferY = accelerator.Allocate1D(y);
            Saxpy.Run(accelerator.DefaultStream, ((length + 31) / 32, 32), bufferX.View, bufferY.View, 2.5f);
            Assert.Equal(x.Zip(y, (a, b) => MathF.FusedMultiplyAdd(2.5f, a, b)), bufferY.GetAsArray1D());
        }
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Views_of_the_middle_of_a_buffer_leave_the_rest_alone(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        using var x = accelerator.Allocate1D<float>([1, 2, 3, 4, 5, 6, 7]);
        using var y = accelerator.Allocate1D<float>([0, 0, 0, 0, 0, 0, 0]);
        Saxpy.Run(accelerator.DefaultStream, (1, 8), x.View.SubView(3, 2), y.View.SubView(1, 2), 10);
        Assert.Equal([0, 40, 50, 0, 0, 0, 0], y.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void A_reduction_with_barriers_in_a_loop_sums(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var x = Enumerable.Range(1, 333).ToArray();
        using var buffer = accelerator.Allocate1D(x);
        using var sums = accelerator.Allocate1D<int>(6);
        Reduce.Run(accelerator.DefaultStream, (6, 64), buffer.View, sums.View);
        Assert.Equal(x.Chunk(64).Select(c => c.Sum()), sums.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void A_matrix_is_transposed_through_shared_memory(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var size = new MatrixSize { Rows = 17, Columns = 33 };
        var x = Enumerable.Range(0, 17 * 33).Select(i => (float)i).ToArray();
        using var buffer = accelerator.Allocate1D(x);
        using var result = accelerator.Allocate1D<float>(x.Length);
        Transpose.Run(accelerator.DefaultStream, new((5, 3), (8, 8)), buffer.View, result.View, size);
        Assert.Equal(from column in Enumerable.Range(0, 33) from row in Enumerable.Range(0, 17) select x[(row * 33) + column], result.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Atomics_count_every_value_once(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var values = new byte[999];
        new Random(5).NextBytes(values);
        using var buffer = accelerator.Allocate1D(values);
        using var counts = accelerator.Allocate1D<int>(256);
        counts.MemSetToZero();
        Histogram.Run(accelerator.DefaultStream, (16, 64), buffer.View, counts.View);
        Assert.Equal(Enumerable.Range(0, 256).Select(v => values.Count(b => b == v)), counts.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Shared_memory_of_the_launch_s_size_reverses(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        var x = Enumerable.Range(0, 3 * 21).ToArray();
        using var buffer = accelerator.Allocate1D(x);
        Reverse.Run(accelerator.DefaultStream, new(3, 21, 21 * sizeof(int)), buffer.View);
        Assert.Equal(x.Chunk(21).SelectMany(c => c.Reverse()), buffer.GetAsArray1D());
    }

    [Theory]
    [MemberData(nameof(TestAccelerators.Present), MemberType = typeof(TestAccelerators))]
    public void Shuffles_exchange_in_whole_and_partial_warps(string name)
    {
        using var accelerator = TestAccelerators.Create(name);
        foreach (var size in (int[])[64, 40])
        {
            var x = Enumerable.Range(1, size).Select(i => (float)i).ToArray();
            using var buffer = accelerator.Allocate1D(x);
            using var sums = accelerator.Allocate1D<float>(size);
            WarpSums.Run(accelerator.DefaultStream, (1, size), buffer.View, sums.View);
            Assert.Equal(Exchanged(x), sums.GetAsArray1D());
        }
    }

    private static float[] Exchanged(float[] x)
    {
        for (var mask = 16; mask > 0; mask >>= 1)
        {
            x = [.. x.Select((v, i) => v + ((i ^ mask) < x.Length ? x[i ^ mask] : v))];
        }

        return x;
    }
}
