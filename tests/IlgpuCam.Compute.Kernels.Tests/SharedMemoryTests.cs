namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class SharedMemoryKernels
{
    private const int GroupSize = 64;

    [Kernel]
    public static void Sum(ArrayView<int> a, ArrayView<int> result)
    {
        var tile = SharedMemory.Allocate<int>(GroupSize);
        var t = Group.IdxX;
        var i = Grid.IdxX * Group.DimX + t;
        tile[t] = i < a.IntLength ? a[i] : 0;
        Group.Barrier();
        for (var s = GroupSize / 2; s > 0; s >>= 1)
        {
            if (t < s)
            {
                tile[t] += tile[t + s];
            }

            Group.Barrier();
        }

        if (t == 0)
        {
            result[Grid.IdxX] = tile[0];
        }
    }

    /// <summary>Reverses each group's elements through dynamic shared memory, in helpers with barriers and several returns.</summary>
    [Kernel]
    public static void Reverse(ArrayView<int> a, ArrayView<int> result)
    {
        var dynamic = SharedMemory.GetDynamic<int>();
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        var value = Exchange(dynamic, i < a.IntLength ? a[i] : -1, a.IntLength > 500);
        var doubled = Exchange(SharedMemory.Allocate<int>(GroupSize), value * 2, true);
        if (i < result.IntLength)
        {
            result[i] = value + doubled;
        }
    }

    /// <summary>Turns until no element of the group is odd: a flag in shared memory decides for all.</summary>
    [Kernel]
    public static void Halve(ArrayView<int> a, ArrayView<int> result)
    {
        var flag = SharedMemory.Allocate<int>(1);
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        var value = i < a.IntLength ? a[i] & 0xffff : 0;
        var turns = 0;
        while (true)
        {
            Group.Barrier();
            if (Group.IdxX == 0)
            {
                flag[0] = 0;
            }

            Group.Barrier();
            if (value > 0)
            {
                Atomic.Add(ref flag[0], 1);
                value >>= 1;
            }

            Group.Barrier();
            if (flag[0] == 0)
            {
                break;
            }

            turns++;
        }

        if (Group.IdxX == 0)
        {
            result[Grid.IdxX] = turns;
        }
    }

    [Kernel]
    public static void DynamicLengths(ArrayView<int> a, ArrayView<long> result)
    {
        var longs = SharedMemory.GetDynamic<long>();
        longs[Group.IdxX] = longs.Length;
        Group.Barrier();
        if (Group.IdxX == 0)
        {
            result[(3 * Grid.IdxX)] = longs[Group.DimX - 1];
            result[(3 * Grid.IdxX) + 1] = longs.Cast<int>().IntLength + a[0];
            result[(3 * Grid.IdxX) + 2] = longs.SubView(3).IntLength;
        }
    }

    private static int Exchange(ArrayView<int> scratch, int value, bool isReversed)
    {
        if (!isReversed)
        {
            return value;
        }

        Group.Barrier();
        scratch[Group.DimX - 1 - Group.IdxX] = value;
        Group.Barrier();
        return scratch[Group.IdxX];
    }
}

/// <summary>Shared memory, barriers and control flow that a group goes through together.</summary>
public sealed class SharedMemoryTests
{
    [Theory, OnEveryAccelerator]
    public void A_tree_of_barriers_sums_each_group(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        var config = Accelerators.Groups(size);
        var actual = Accelerators.Run<int, int>(accelerator, SharedMemoryKernels.Sum, a, config.GridDim.X, config);
        Assert.Equal(a.Chunk(64).Select(c => c.Aggregate(0, (x, y) => unchecked(x + y))), actual);
    }

    [Theory, OnEveryAccelerator]
    public void Helpers_with_barriers_become_part_of_the_kernel(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        var groups = Accelerators.Groups(size);
        var padded = a.Concat(Enumerable.Repeat(-1, groups.GridDim.X * 64 - size)).Chunk(64).ToList();
        var expected = padded.SelectMany(c => (size > 500 ? Enumerable.Reverse(c).ToArray() : c) is var v ? v.Zip(Enumerable.Reverse(v), (x, y) => unchecked(x + y * 2)) : []).Take(size);
        Assert.Equal(expected, Accelerators.Run<int, int>(accelerator, SharedMemoryKernels.Reverse, a, size, groups with { DynamicSharedBytes = 256 }));
    }

    [Theory, OnEveryAccelerator(1, 5, 64)]
    public void Dynamic_shared_memory_is_as_long_as_the_launch_says(string accelerator, int size)
    {
        var bytes = (8 * (size + 3)) + 7;
        var actual = Accelerators.Run<int, long>(accelerator, SharedMemoryKernels.DynamicLengths, [0], 6, new KernelConfig(2, size) with { DynamicSharedBytes = bytes });
        long[] expected = [size + 3, (size + 3) * 2, size];
        Assert.Equal([.. expected, .. expected], actual);
    }

    [Theory, OnEveryAccelerator]
    public void A_flag_in_shared_memory_ends_a_loop_for_all(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        var config = Accelerators.Groups(size);
        var expected = a.Chunk(64).Select(c => c.Max(v => 32 - int.LeadingZeroCount(v & 0xffff)));
        Assert.Equal(expected, Accelerators.Run<int, int>(accelerator, SharedMemoryKernels.Halve, a, config.GridDim.X, config));
    }
}
