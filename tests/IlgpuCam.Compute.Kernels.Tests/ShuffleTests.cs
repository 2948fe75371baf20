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

    /// <summary>Each of the four shuffles, with a type of its own, from lanes that a warp may not have.</summary>
    [Kernel(MaxGroupSize = 128)]
    public static void Partial(ArrayView<int> a, ArrayView<long> result)
    {
        var item = Group.IdxX + (Group.DimX * Group.IdxY);
        var i = (Grid.IdxX * Group.DimX * Group.DimY) + item;
        var one = Warp.Shuffle(item, a[item]);
        var two = Warp.ShuffleXor((float)item, a[0] & 31);
        var three = Warp.ShuffleDown(item * 1.5, 7);
        var four = Warp.ShuffleUp((ulong)item << 33, 3);
        result[4 * i] = one;
        result[(4 * i) + 1] = (long)two;
        result[(4 * i) + 2] = (long)(three * 2);
        result[(4 * i) + 3] = (long)(four >> 33);
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

    [Theory, OnEveryAccelerator(1, 3, 31, 33, 40, 63, 100)]
    public void A_lane_that_a_warp_does_not_have_gives_the_own_value(string accelerator, int size)
    {
        int[] a = [.. Enumerable.Range(0, size).Select(i => (i * 11) + 21)];
        var group = size % 20 == 0 ? new Index3D(size / 5, 5, 1) : new Index3D(size, 1, 1);
        long Own(int item, int from) => from < size ? from : item;
        var expected = Enumerable.Range(0, 2 * size).SelectMany(i =>
        {
            var item = i % size;
            return new[]
            {
                Own(item, (item & ~31) | (a[item] & 31)),
                Own(item, item ^ (a[0] & 31)),
                3 * ((item & 31) + 7 > 31 ? item : Own(item, item + 7)),
                (item & 31) < 3 ? item : item - 3,
            };
        });
        Assert.Equal(expected, Accelerators.Run<int, long>(accelerator, ShuffleKernels.Partial, a, 8 * size, new KernelConfig(new Index3D(2, 1, 1), group)));
    }
}
