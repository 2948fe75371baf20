namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class TensorKernels
{
    /// <summary>C = A B for 16x8 by 8x8 matrices, one a warp, rows one after the other.</summary>
    [Kernel(MaxGroupSize = 64)]
    public static void Tf32(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var matrix = (Grid.IdxX * Group.DimX + Group.IdxX) / Warp.WarpSize;
        var row = Warp.LaneIdx / 4;
        var step = Warp.LaneIdx % 4;
        FragmentA left = default;
        FragmentB right = default;
        if (matrix * 128 < result.IntLength)
        {
            var first = matrix * 128 + row * 8 + step;
            left.R0 = TensorCore.RoundToTf32(a[first]);
            left.R1 = TensorCore.RoundToTf32(a[first + 64]);
            left.R2 = TensorCore.RoundToTf32(a[first + 4]);
            left.R3 = TensorCore.RoundToTf32(a[first + 68]);
            right.R0 = BitConverter.SingleToUInt32Bits(b[matrix * 64 + step * 8 + row]);
            right.R1 = BitConverter.SingleToUInt32Bits(b[matrix * 64 + (step + 4) * 8 + row]);
        }

        FragmentC sums = default;
        sums = TensorCore.MultiplyTf32(left, right, sums);
        sums = TensorCore.MultiplyTf32(left, right, sums);
        Store(result, matrix, sums);
    }

    /// <summary>C = A B for 16x16 by 16x8 matrices in half precision through shared memory; the left one is kept by columns, the right one by rows.</summary>
    [Kernel(MaxGroupSize = 64)]
    public static void HalfTransposed(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var matrix = (Grid.IdxX * Group.DimX + Group.IdxX) / Warp.WarpSize;
        var lane = Warp.LaneIdx;
        var warp = Group.IdxX / Warp.WarpSize;
        var left = SharedMemory.Allocate<uint>(2 * 16 * 12);
        var right = SharedMemory.Allocate<uint>(2 * 16 * 4);
        var isInside = matrix * 128 < result.IntLength;
        for (var i = lane; i < 128; i += Warp.WarpSize)
        {
            var k = i / 8;
            var m = i % 8 * 2;
            left[warp * 192 + k * 12 + i % 8] = isInside ? TensorCore.PackHalf(a[matrix * 256 + m * 16 + k], a[matrix * 256 + (m + 1) * 16 + k]) : 0;
        }

        for (var i = lane; i < 64; i += Warp.WarpSize)
        {
            right[warp * 64 + i] = isInside ? TensorCore.PackHalf(b[matrix * 128 + 2 * i], b[matrix * 128 + 2 * i + 1]) : 0;
        }

        Group.Barrier();
        var x = TensorCore.LoadMatrixTransposed4(left, warp * 192 + (lane % 8 + lane / 16 * 8) * 12 + lane / 8 % 2 * 4);
        var y = TensorCore.LoadMatrixTransposed2(right, warp * 64 + lane % 16 * 4);
        FragmentC sums = default;
        Store(result, matrix, TensorCore.MultiplyHalf(x, y, sums));
    }

    /// <summary>C = A B for 16x16 by 16x8 matrices of bf16 through shared memory; the left one is kept by rows, the right one by columns.</summary>
    [Kernel(MaxGroupSize = 64)]
    public static void BFloat16(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var matrix = (Grid.IdxX * Group.DimX + Group.IdxX) / Warp.WarpSize;
        var lane = Warp.LaneIdx;
        var warp = Group.IdxX / Warp.WarpSize;
        var left = SharedMemory.Allocate<uint>(2 * 16 * 8);
        var right = SharedMemory.Allocate<uint>(2 * 8 * 8);
        var isInside = matrix * 128 < result.IntLength;
        for (var i = lane; i < 128; i += Warp.WarpSize)
        {
            left[warp * 128 + i] = isInside ? TensorCore.PackBFloat16(a[matrix * 256 + 2 * i], a[matrix * 256 + 2 * i + 1]) : 0;
        }

        for (var i = lane; i < 64; i += Warp.WarpSize)
        {
            var k = i % 8 * 2;
            var n = i / 8;
            right[warp * 64 + i] = isInside ? TensorCore.PackBFloat16(b[matrix * 128 + k * 8 + n], b[matrix * 128 + (k + 1) * 8 + n]) : 0;
        }

        Group.Barrier();
        var x = TensorCore.LoadMatrix4(left, warp * 128 + lane % 16 * 8 + lane / 16 * 4);
        FragmentB y = default;
        y.R0 = TensorCore.LoadMatrix(right, warp * 64 + lane % 8 * 8);
        y.R1 = TensorCore.LoadMatrix(right, warp * 64 + lane % 8 * 8 + 4);
        var again = TensorCore.LoadMatrix2(right, warp * 64 + lane % 8 * 8 + lane / 8 % 2 * 4);
        var once = TensorCore.LoadMatrixTransposed(right, warp * 64 + lane % 8 * 8);
        FragmentC sums = default;
        sums = TensorCore.MultiplyBFloat16(x, y, sums);
        if (again.R0 != y.R0 || again.R1 != y.R1 || once == 0xffffffff)
        {
            sums.R0 = float.NaN;
        }

        Store(result, matrix, sums);
    }

    /// <summary>Doubles elements that come through two buffers of shared memory, the next ones on their way; past the end come zeros.</summary>
    [Kernel]
    public static void Copies(ArrayView<float> a, ArrayView<float> result)
    {
        var buffers = SharedMemory.Allocate<float>(2 * 256);
        var first = Grid.IdxX * Group.DimX;
        var item = Group.IdxX;
        for (var step = 0; step < 4; step++)
        {
            if (step == 0)
            {
                Start(a, buffers, first, 0);
            }

            if (step < 3)
            {
                Start(a, buffers, first, step + 1);
                AsyncCopy.Wait(1);
            }
            else
            {
                AsyncCopy.Wait(0);
            }

            Group.Barrier();
            var other = item ^ 1;
            if (first + item < result.IntLength)
            {
                result[first + item] += buffers[step % 2 * 256 + 4 * other + step];
            }

            Group.Barrier();
        }
    }

    /// <summary>Reads what no one waited for.</summary>
    [Kernel]
    public static void Hasty(ArrayView<float> a, ArrayView<float> result)
    {
        var buffer = SharedMemory.Allocate<float>(64);
        AsyncCopy.Copy4(buffer, Group.IdxX, a, Group.IdxX, true);
        AsyncCopy.Commit();
        result[Group.IdxX] = buffer[Group.IdxX];
    }

    private static void Start(ArrayView<float> a, ArrayView<float> buffers, int first, int step)
    {
        var from = (first + Group.IdxX) * 4;
        var to = step % 2 * 256 + Group.IdxX * 4;
        if (step % 2 == 0)
        {
            AsyncCopy.Copy16(buffers, to, a, from, from < a.IntLength);
        }
        else
        {
            AsyncCopy.Copy8(buffers, to, a, from, from < a.IntLength);
            AsyncCopy.Copy4(buffers, to + 2, a, from + 2, from < a.IntLength);
            AsyncCopy.Copy4(buffers, to + 3, a, from + 3, from < a.IntLength);
        }

        AsyncCopy.Commit();
    }

    private static void Store(ArrayView<float> result, int matrix, FragmentC sums)
    {
        if (matrix * 128 < result.IntLength)
        {
            var place = matrix * 128 + Warp.LaneIdx / 4 * 8 + Warp.LaneIdx % 4 * 2;
            result[place] = sums.R0;
            result[place + 1] = sums.R1;
            result[place + 64] = sums.R2;
            result[place + 65] = sums.R3;
        }
    }
}

/// <summary>Products of matrices by warps and asynchronous copies, on CUDA and the emulator.</summary>
public sealed class TensorTests
{
    [Theory, OnEveryTensorAccelerator]
    public void A_warp_multiplies_matrices_in_tf32(string accelerator, int count)
    {
        var (a, b) = (Units(count * 128, 1), Units(count * 64, 2));
        var expected = Product(count, 8, a, b, Tf32, v => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(v) & 0xffffe000));
        Near([.. expected.Select(v => 2 * v)], Run(accelerator, TensorKernels.Tf32, a, b, count));
    }

    [Theory, OnEveryTensorAccelerator]
    public void A_warp_multiplies_matrices_in_half_precision(string accelerator, int count)
    {
        var (a, b) = (Units(count * 256, 3), Units(count * 128, 4));
        Near(Product(count, 16, a, b, v => (float)(Half)v, v => (float)(Half)v), Run(accelerator, TensorKernels.HalfTransposed, a, b, count));
    }

    [Theory, OnEveryTensorAccelerator]
    public void A_warp_multiplies_matrices_of_bf16(string accelerator, int count)
    {
        static float Round(float v) => BitConverter.UInt32BitsToSingle(TensorCore.PackBFloat16(0, v) & 0xffff0000);
        var (a, b) = (Units(count * 256, 5), Units(count * 128, 6));
        Near(Product(count, 16, a, b, Round, Round), Run(accelerator, TensorKernels.BFloat16, a, b, count));
    }

    [Theory, OnEveryTensorAccelerator]
    public void Copies_are_there_after_a_wait_and_a_barrier(string accelerator, int count)
    {
        var size = count * 32;
        var a = Units(size * 4, 7);
        var expected = Enumerable.Range(0, size).Select(i => i ^ 1).Select(i => a[4 * i] + a[4 * i + 1] + a[4 * i + 2] + a[4 * i + 3]);
        Assert.Equal(expected, Accelerators.Run<float, float>(accelerator, TensorKernels.Copies, a, size));
    }

    [Fact]
    public void The_debugging_emulator_shows_that_no_one_waited_for_a_copy()
    {
        var copied = Accelerators.Run<float, float>("debugging emulator", TensorKernels.Hasty, Units(64, 8), 64);
        Assert.All(copied, v => Assert.Equal(0xcdcdcdcd, BitConverter.SingleToUInt32Bits(v)));
    }

    [Theory, OnEveryTensorAccelerator]
    public void A_group_that_is_not_made_of_whole_warps_cannot_multiply(string accelerator, int count)
    {
        if (!accelerator.Contains("emulator", StringComparison.Ordinal))
        {
            return;
        }

        var (a, b) = (Units(count * 128, 1), Units(count * 64, 2));
        Assert.Throws<KernelDivergenceException>(() => Run(accelerator, TensorKernels.Tf32, a, b, count, 40));
    }

    [Fact]
    public void OpenCl_refuses_a_kernel_that_has_no_text_for_it()
    {
        if (Accelerators.Names.FirstOrDefault(n => n.StartsWith("opencl", StringComparison.Ordinal)) is { } accelerator)
        {
            var e = Assert.Throws<AcceleratorException>(() => Run(accelerator, TensorKernels.Tf32, new float[128], new float[64], 1));
            Assert.Contains("TensorKernels_Tf32", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Numbers_round_to_tf32_as_the_instruction_does()
    {
        uint[] numbers = [0x3f800fff, 0x3f801000, 0xbf801000, 0x7f7fffff, 0x7f800000, 0];
        uint[] expected = [0x3f800000, 0x3f802000, 0xbf802000, 0x7f800000, 0x7f800000, 0];
        Assert.Equal(expected, numbers.Select(b => TensorCore.RoundToTf32(BitConverter.UInt32BitsToSingle(b))));
        Assert.True(float.IsNaN(BitConverter.UInt32BitsToSingle(TensorCore.RoundToTf32(float.NaN))));
    }

    private static float[] Units(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static float Tf32(float v) => BitConverter.UInt32BitsToSingle(TensorCore.RoundToTf32(v));

    private static double[] Product(int count, int steps, float[] a, float[] b, Func<float, float> left, Func<float, float> right)
    {
        var result = new double[count * 128];
        for (var i = 0; i < result.Length; i++)
        {
            var (matrix, row, column) = (i / 128, i / 8 % 16, i % 8);
            result[i] = Enumerable.Range(0, steps).Sum(k => (double)left(a[(matrix * 16 + row) * steps + k]) * right(b[(matrix * steps + k) * 8 + column]));
        }

        return result;
    }

    private static float[] Run(string name, Accelerators.Binary<float, float, float> kernel, float[] a, float[] b, int count, int groupSize = 64)
    {
        var accelerator = Accelerators.Get(name);
        using var left = accelerator.Allocate1D<float>(a);
        using var right = accelerator.Allocate1D<float>(b);
        using var result = accelerator.Allocate1D<float>(count * 128);
        using var stream = accelerator.CreateStream();
        kernel(stream, new((count + 1) / 2, groupSize), left.View, right.View, result.View);
        stream.Synchronize();
        return result.GetAsArray1D();
    }

    private static void Near(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // Sums of 16 products below 1 in floats: 16 roundings of at most half a unit in the last place of 16.
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 16 * 9.6e-7, $"element {i}: {actual[i]}, expected {expected[i]}");
        }
    }
}
