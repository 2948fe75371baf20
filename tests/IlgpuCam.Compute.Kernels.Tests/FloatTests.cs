namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class FloatKernels
{
    [Kernel]
    public static void Arithmetic(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Mixed(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Doubles(ArrayView<float> a, ArrayView<float> b, ArrayView<double> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Mixed((double)a[i], b[i]);
        }
    }

    [Kernel]
    public static void ToInt(ArrayView<float> a, ArrayView<int> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Converted(a[i], b[i]);
        }
    }

    [Kernel]
    public static void ToFloat(ArrayView<int> a, ArrayView<long> b, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Widened(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Compare(ArrayView<float> a, ArrayView<float> b, ArrayView<int> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Compared(a[i], b[i]);
        }
    }

    public static float Mixed(float a, float b)
    {
        var sum = a * b + a - -b * 3;
        sum += MathF.FusedMultiplyAdd(a, b, sum);
        sum -= MathF.Floor(a) + MathF.Ceiling(b) + MathF.Truncate(a) * MathF.Round(b);
        return MathF.Max(sum, MathF.Min(a, b)) + MathF.CopySign(MathF.Abs(a), b);
    }

    public static double Mixed(double a, double b)
    {
        var sum = a * b + a - -b * 3;
        sum += Math.FusedMultiplyAdd(a, b, sum) + a / 3;
        sum -= Math.Floor(a) + Math.Ceiling(b);
        return Math.Max(sum, Math.Min(a, b)) + Math.Sqrt(Math.Abs(a));
    }

    public static int Converted(float a, int b) =>
        (int)a ^ (int)(uint)(a * 2) ^ (int)(long)a ^ (int)(ulong)(a * 5) ^ (byte)(int)a ^ (short)b ^ (int)(double)a ^ BitConverter.SingleToInt32Bits(a + 1 > 0 ? a : 3f) ^ (int)BitConverter.SingleToUInt32Bits(b);

    public static float Widened(int a, long b) => a + (float)(uint)a + (float)b * 2 + (float)(ulong)b + (float)(double)b + (byte)a + BitConverter.Int32BitsToSingle(a & 0x3fffffff);

    public static int Compared(float a, float b) =>
        (a < b ? 1 : 0) | (a <= b ? 2 : 0) | (a > b ? 4 : 0) | (a >= b ? 8 : 0) | (a == b ? 16 : 0) | (a != b ? 32 : 0) | (float.IsNaN(a) ? 64 : 0) | (float.IsInfinity(b) ? 128 : 0) | (!(a < b) ? 256 : 0);
}

/// <summary>Floats add, multiply, round, compare and convert as in C#, bit for bit.</summary>
public sealed class FloatTests
{
    [Theory, OnEveryAccelerator]
    public void Floats_compute_as_in_csharp(string accelerator, int size) =>
        Accelerators.Check(accelerator, FloatKernels.Arithmetic, Values.Floats(size, 2), Values.Floats(size, 3), FloatKernels.Mixed, Values.Same);

    [Theory, OnEveryAccelerator]
    public void Doubles_compute_as_in_csharp(string accelerator, int size) =>
        Accelerators.Check(accelerator, FloatKernels.Doubles, Values.Floats(size, 2), Values.Floats(size, 3), (a, b) => FloatKernels.Mixed((double)a, b), Values.Same);

    [Theory, OnEveryAccelerator]
    public void Conversions_to_integers_saturate(string accelerator, int size) =>
        Accelerators.Check(accelerator, FloatKernels.ToInt, Values.Floats(size, 2), Values.Ints(size, 3), FloatKernels.Converted);

    [Theory, OnEveryAccelerator]
    public void Conversions_to_floats_round_to_nearest(string accelerator, int size) =>
        Accelerators.Check(accelerator, FloatKernels.ToFloat, Values.Ints(size, 2), Values.Longs(size, 3), FloatKernels.Widened, Values.Same);

    [Theory, OnEveryAccelerator]
    public void Comparisons_with_NaN_are_false(string accelerator, int size) =>
        Accelerators.Check(accelerator, FloatKernels.Compare, Values.Floats(size, 2), Values.Floats(size, 3), FloatKernels.Compared);
}
