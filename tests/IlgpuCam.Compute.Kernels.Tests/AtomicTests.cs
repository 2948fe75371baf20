namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class AtomicKernels
{
    [Kernel]
    public static void Integers(ArrayView<int> a, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= a.IntLength)
        {
            return;
        }

        Atomic.Add(ref result[0], a[i]);
        Atomic.Min(ref result[1], a[i]);
        Atomic.Max(ref result[2], a[i]);
        Atomic.Or(ref result[3], a[i]);
        Atomic.Xor(ref result[4], a[i]);
        Atomic.And(ref result[5], a[i] | 0x0f0f);
        var seen = 0;
        while (true)
        {
            var old = Atomic.CompareExchange(ref result[6], seen, seen + 3);
            if (old == seen)
            {
                break;
            }

            seen = old;
        }

        // Everybody gets another ticket.
        result[8 + Atomic.Add(ref result[7], 1)] = 1;
    }

    [Kernel]
    public static void Floats(ArrayView<float> a, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < a.IntLength)
        {
            Atomic.Add(ref result[i % 3], a[i]);
        }
    }
}

/// <summary>Atomics lose nothing, whatever the order.</summary>
public sealed class AtomicTests
{
    [Theory, OnEveryAccelerator]
    public void Integers_lose_nothing(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        var actual = Accelerators.Run<int, int>(accelerator, AtomicKernels.Integers, a, 8 + size, Accelerators.Groups(size));
        Assert.Equal(a.Aggregate(0, (x, y) => unchecked(x + y)), actual[0]);
        Assert.Equal(Math.Min(0, a.Min()), actual[1]);
        Assert.Equal(Math.Max(0, a.Max()), actual[2]);
        Assert.Equal(a.Aggregate(0, (x, y) => x | y), actual[3]);
        Assert.Equal(a.Aggregate(0, (x, y) => x ^ y), actual[4]);
        Assert.Equal(0, actual[5]);
        Assert.Equal(3 * size, actual[6]);
        Assert.All(actual[8..], v => Assert.Equal(1, v));
    }

    [Theory, OnEveryAccelerator]
    public void Floats_are_added_by_compare_and_exchange(string accelerator, int size)
    {
        // Whole numbers, so that the order of the sum does not show.
        float[] a = [.. Values.Ints(size, 2).Select(v => (float)(v & 255))];
        var actual = Accelerators.Run<float, float>(accelerator, AtomicKernels.Floats, a, 3, Accelerators.Groups(size));
        Assert.Equal(Enumerable.Range(0, 3).Select(k => a.Where((_, i) => i % 3 == k).Sum()), actual);
    }
}
