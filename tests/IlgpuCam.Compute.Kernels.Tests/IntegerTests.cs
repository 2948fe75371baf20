using System.Numerics;

namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class IntegerKernels
{
    [Kernel]
    public static void Ints(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Mixed(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Longs(ArrayView<long> a, ArrayView<long> b, ArrayView<long> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.Length)
        {
            result[(long)i] = Mixed(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Narrow(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = NarrowMixed(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Bits(ArrayView<int> a, ArrayView<int> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = CountBits(a[i], b[i]);
        }
    }

    public static int Mixed(int a, int b)
    {
        var divisor = b is 0 or -1 ? 7 : b;
        var u = (uint)a;
        var v = (uint)b | 1;
        var x = a + b * 31 - (a / divisor ^ b % divisor) + (a << b) + (a >> b) + (a >>> b) + ~a + -b;
        var y = u * v + u / v + u % v + (u << b) + (u >> b) - (u & v | u ^ v);
        return x ^ (int)y ^ (a < b ? 1 : 2) ^ (u < v ? 4 : 8) ^ (a >= b || u == v ? 16 : 32) ^ Math.Max(a, b) ^ (int)Math.Min(u, v);
    }

    public static long Mixed(long a, long b)
    {
        var divisor = b is 0 or -1 ? 7 : b;
        var u = (ulong)a;
        var v = (ulong)b | 1;
        var x = a + b * 31 - (a / divisor ^ b % divisor) + (a << (int)b) + (a >> (int)b) + (a >>> (int)b) + ~a + -b;
        var y = u * v + u / v + u % v + (u << (int)b) + (u >> (int)b) - (u & v | u ^ v);
        return x ^ (long)y ^ (a < b ? 1 : 2) ^ (u < v ? 4 : 8) ^ (long)(int)a ^ (uint)b ^ Math.Max(a, b);
    }

    public static int NarrowMixed(int a, int b)
    {
        var x = (byte)a;
        var y = (sbyte)b;
        var z = (short)a;
        var w = (ushort)b;
        x += 200;
        x++;
        y--;
        y <<= 3;
        z *= 77;
        w >>= 2;
        --w;
        var old = z++;
        return x + y * 256 + z * w + old + (byte)(x + y) + (short)(z - w) + ~x + -y;
    }

    public static int CountBits(int a, int b) =>
        BitOperations.PopCount((uint)a) + 100 * BitOperations.LeadingZeroCount((uint)b) + 10000 * BitOperations.TrailingZeroCount(a)
        + 7 * BitOperations.PopCount(((ulong)(uint)a << 32) | (uint)b) + 11 * BitOperations.LeadingZeroCount((ulong)(uint)b << 7) + (b == int.MinValue ? 1 : Math.Abs(b));
}

/// <summary>Integers wrap, shift and divide as in C#, bit for bit.</summary>
public sealed class IntegerTests
{
    [Theory, OnEveryAccelerator]
    public void Ints_compute_as_in_csharp(string accelerator, int size) =>
        Accelerators.Check(accelerator, IntegerKernels.Ints, Values.Ints(size, 2), Values.Ints(size, 3), IntegerKernels.Mixed);

    [Theory, OnEveryAccelerator]
    public void Longs_compute_as_in_csharp(string accelerator, int size) =>
        Accelerators.Check(accelerator, IntegerKernels.Longs, Values.Longs(size, 2), Values.Longs(size, 3), IntegerKernels.Mixed);

    [Theory, OnEveryAccelerator]
    public void Narrow_integers_are_widened_and_cast_back(string accelerator, int size) =>
        Accelerators.Check(accelerator, IntegerKernels.Narrow, Values.Ints(size, 2), Values.Ints(size, 3), IntegerKernels.NarrowMixed);

    [Theory, OnEveryAccelerator]
    public void Bits_are_counted(string accelerator, int size) =>
        Accelerators.Check(accelerator, IntegerKernels.Bits, Values.Ints(size, 2), Values.Ints(size, 3), IntegerKernels.CountBits);
}
