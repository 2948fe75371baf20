namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class ShuffleKernels
{
    [Kernel(MaxGroupSize = 64)]
    public static void WarpSums(ArrayView<int> a, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        var value = i < a.IntLength ? a[i] : 0;
        for (var delta = Warp.WarpSize / 2; delta > 0; delta /= 2)
        {
            value += Warp.ShuffleXor(value, delta);
        }

        var next = Warp.ShuffleDown(Warp.LaneIdx, 1);
        var first = Warp.Shuffle(i * 3L, 0);
        if (i < result.IntLength)
        {
            result[i] = value + next * 1000 + (int)first;
        }
    }
}

/// <summary>Warps of 32 work-items exchange values.</summary>
public sealed class ShuffleTests
{
    [Theory, OnEveryAccelerator]
    public void A_warp_exchanges_values(string accelerator, int size)
    {
        int[] a = [.. Values.Ints(size, 2).Select(v => v & 0xfff)];
        var sums = a.Chunk(32).Select(c => c.Sum()).ToList();
        var expected = Enumerable.Range(0, size).Select(i => sums[i / 32] + Math.Min(i % 32 + 1, 31) * 1000 + i / 32 * 32 * 3);
        Assert.Equal(expected, Accelerators.Run<int, int>(accelerator, ShuffleKernels.WarpSums, a, size));
    }
}
