namespace IlgpuCam.Compute.Kernels.Tests;

public enum Shade : byte
{
    Dark,
    Grey = 5,
    Light,
}

public struct Cell
{
    public int A;
    public Pair Inner;
}

public struct Pair
{
    public short X;
    public long Y;

    public int this[int index]
    {
        readonly get => index == 0 ? X : (int)Y;
        set
        {
            if (index == 0)
            {
                X = (short)value;
            }
            else
            {
                Y = value;
            }
        }
    }
}

public static partial class HelperKernels
{
    private const int Steps = 3;
    private static readonly float Factor = 0.5f * Steps;

    [Kernel]
    public static void Run(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Everything(a[i], b[i]);
        }
    }

    /// <summary>Element places with effects in their index, and struct copies.</summary>
    [Kernel]
    public static void Places(ArrayView<Cell> a, ArrayView<Cell> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= result.IntLength)
        {
            return;
        }

        var scratch = LocalMemory.Allocate<Cell>(4);
        var k = 0;
        for (var j = 0; j < 4; j++)
        {
            scratch[j] = a[i];
        }

        scratch[k++].A += k;
        scratch[k++].Inner.X += (short)++k;
        scratch[k].Inner.Y = scratch[k - 1].A++ + --scratch[k].A;
        var copy = scratch[1];
        copy.Inner.Y = 99;
        ref var there = ref scratch[0].Inner;
        there[1] = there[0] + copy.A;
        there[0] -= 7;
        Split(scratch[3].A, out var low, out scratch[2].A);
        var total = default(Cell);
        for (var j = 0; j < 4; j++)
        {
            total.A += scratch[j].A * (j + 1);
            total.Inner.X ^= scratch[j].Inner.X;
            total.Inner.Y += scratch[j].Inner[1] + low;
        }

        result[i] = total;
    }

    public static int Everything(int a, int b)
    {
        const int Local = 11;
        static int Twice<T>(int v) => v * (typeof(T) == typeof(float) ? 2 : 3);
        var shade = (Shade)(a & 7);
        var isDark = shade == Shade.Dark | b > 3 & a != 2 ^ !(a < b);
        var sum = Twice<float>(a) + Twice<int>(b) + (int)(Factor * (a & 0xff)) + Local;
        sum += Named(second: Bump(ref sum), first: Bump(ref sum)) + Math.Clamp(a, -100, 50) + (int)Math.Max((long)a, b);
        sum ^= shade switch { Shade.Dark => 1, Shade.Grey => 2, _ => (int)shade + 16 };
        Split(a, out var low, out var high);
        if (isDark && (Bump(ref low) & 3) == 1 || Bump(ref high) > 7)
        {
            sum += low - high;
        }

        uint u = (uint)a;
        sum += u > b ? 1 : 2;
        return sum;
    }

    public static int Named(int first, int second, int third = 5) => first - second * third;

    public static void Split(int value, out int low, out int high)
    {
        low = value & 0xff;
        high = value >> 8;
    }

    private static int Bump(ref int value) => value += 3;
}

public static partial class GroupKernels
{
    /// <summary>Barriers in a switch in a loop, in helpers called twice and from nested loops with returns; three dimensions.</summary>
    [Kernel]
    public static void Rounds(ArrayView<int> a, ArrayView<int> result)
    {
        var tile = SharedMemory.Allocate<int>(64);
        var t = (Group.IdxZ * Group.DimY + Group.IdxY) * Group.DimX + Group.IdxX;
        var group = (Grid.IdxZ * Grid.DimY + Grid.IdxY) * Grid.DimX + Grid.IdxX;
        var i = group * 64 + t;
        var value = i < a.IntLength ? a[i] : 0;
        for (var round = 0; round < 6; round++)
        {
            var before = value;
            switch (round)
            {
                case 1:
                    continue;
                case 2:
                    value += Rotate(tile, value, t, 1);
                    break;
                case 4:
                    value ^= Rotate(tile, Rotate(tile, value, t, 3), t, round);
                    break;
                default:
                    Group.Barrier();
                    tile[t] = value;
                    Group.Barrier();
                    value -= tile[63 - t];
                    Group.Barrier();
                    break;
            }

            value += before * 3;
        }

        value += Search(tile, value, t, a.IntLength);
        if (i < result.IntLength)
        {
            result[i] = value;
        }
    }

    public static int[] Expected(int[] all)
    {
        var v = new int[64];
        all.CopyTo(v, 0);
        for (var round = 0; round < 6; round++)
        {
            var before = v.ToArray();
            switch (round)
            {
                case 1:
                    continue;
                case 2:
                    v = [.. v.Select((x, t) => unchecked(x + v[(t + 1) & 63]))];
                    break;
                case 4:
                    v = [.. v.Select((x, t) => x ^ v[(t + 7) & 63])];
                    break;
                default:
                    v = [.. v.Select((x, t) => unchecked(x - v[63 - t]))];
                    break;
            }

            v = [.. v.Select((x, t) => unchecked(x + before[t] * 3))];
        }

        return v;
    }

    /// <summary>What <see cref="Search"/> gives for a group.</summary>
    public static int ExpectedSearch(int[] v, int length)
    {
        for (var outer = 0; outer < 3; outer++)
        {
            for (var inner = 0; inner < 3; inner++)
            {
                if (((v[outer * 3 + inner] ^ length) & 3) == 0)
                {
                    return outer * 10 + inner;
                }
            }
        }

        return -1;
    }

    private static int Rotate(ArrayView<int> tile, int value, int t, int by)
    {
        Group.Barrier();
        tile[t] = value;
        Group.Barrier();
        return tile[(t + by) & 63];
    }

    private static int Search(ArrayView<int> tile, int value, int t, int length)
    {
        Group.Barrier();
        tile[t] = value;
        for (var outer = 0; outer < 3; outer++)
        {
            for (var inner = 0; inner < 3; inner++)
            {
                Group.Barrier();
                if (((tile[outer * 3 + inner] ^ length) & 3) == 0)
                {
                    return outer * 10 + inner;
                }
            }
        }

        return -1;
    }
}

/// <summary>Helpers of all kinds, places with effects, and groups that go through barriers together.</summary>
public sealed class HelperTests
{
    [Theory, OnEveryAccelerator]
    public void Helpers_compute_as_in_csharp(string accelerator, int size) =>
        Accelerators.Check(accelerator, HelperKernels.Run, Values.Ints(size, 2), Values.Ints(size, 3), HelperKernels.Everything);

    [Theory, OnEveryAccelerator]
    public void Places_are_evaluated_once(string accelerator, int size)
    {
        Cell[] a = [.. Values.Ints(size, 2).Select(v => new Cell { A = v, Inner = new() { X = (short)v, Y = v * 3L } })];
        var actual = Accelerators.Run<Cell, Cell>(accelerator, HelperKernels.Places, a, size);
        Assert.Equal(a.Select(Expected), actual);
    }

    [Theory, OnEveryAccelerator]
    public void Groups_go_through_barriers_together(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        var groups = (size + 63) / 64;
        var actual = Accelerators.Run<int, int>(accelerator, GroupKernels.Rounds, a, size, new((1, groups, 1), (4, 8, 2)));
        var expected = a.Chunk(64).SelectMany(c => GroupKernels.Expected(c) is var v ? v.Select(x => unchecked(x + GroupKernels.ExpectedSearch(v, size))) : []);
        Assert.Equal(expected.Take(size), actual);
    }

    private static Cell Expected(Cell a)
    {
        Cell[] scratch = [a, a, a, a];
        var k = 0;
        scratch[k++].A += k;
        scratch[k++].Inner.X += (short)++k;
        scratch[k].Inner.Y = scratch[k - 1].A++ + --scratch[k].A;
        var copy = scratch[1];
        copy.Inner.Y = 99;
        ref var there = ref scratch[0].Inner;
        there[1] = there[0] + copy.A;
        there[0] -= 7;
        HelperKernels.Split(scratch[3].A, out var low, out scratch[2].A);
        var total = default(Cell);
        for (var j = 0; j < 4; j++)
        {
            total.A += scratch[j].A * (j + 1);
            total.Inner.X ^= scratch[j].Inner.X;
            total.Inner.Y += scratch[j].Inner[1] + low;
        }

        return total;
    }
}
