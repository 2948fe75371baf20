namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class MathKernels
{
    [Kernel]
    public static void Power(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = MathF.Pow(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Quotient(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = a[i] / b[i];
        }
    }

    [Kernel]
    public static void Root(ArrayView<float> a, ArrayView<float> b, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = b[i] > 0 ? MathF.Sqrt(a[i]) : XMath.Sqrt(-a[i]);
        }
    }

    [Kernel]
    public static void Evaluate(ArrayView<float> a, ArrayView<int> function, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            var x = a[i];
            result[i] = function[i] switch
            {
                0 => MathF.Exp(x),
                1 => XMath.Log(MathF.Abs(x)),
                2 => MathF.Tanh(x),
                3 => XMath.Erf(x),
                4 => MathF.Sin(x),
                5 => XMath.Cos(x),
                6 => XMath.Rsqrt(MathF.Abs(x)),
                7 => MathF.Log2(MathF.Abs(x)),
                8 => MathF.Pow(MathF.Abs(x), 1.7f),
                9 => XMath.Clamp(x, -2, 3),
                _ => XMath.Rcp(x) + MathF.Sqrt(MathF.Abs(x)),
            };
        }
    }
}

/// <summary>Elementary functions against the platform's in double precision: 4 units in the last place, the power 16.</summary>
public sealed class MathTests
{
    [Theory, OnEveryAccelerator]
    public void Functions_are_near_to_the_true_value(string accelerator, int size)
    {
        var random = new Random(5);
        float[] a = [.. Enumerable.Range(0, size).Select(_ => (float)((random.NextDouble() - 0.5) * 20))];
        int[] functions = [.. Enumerable.Range(0, size).Select(i => i % 11)];
        Accelerators.Check(accelerator, MathKernels.Evaluate, a, functions, Expected, (x, y) => Values.Near(x, y, 16));
        var exact = functions.Select((f, i) => f == 8 ? 9 : f).ToArray();
        Accelerators.Check(accelerator, MathKernels.Evaluate, a, exact, Expected, (x, y) => Values.Near(x, y, 4));
    }

    [Theory, OnEveryAccelerator(2400)]
    public void Functions_are_near_over_all_floats(string accelerator, int size)
    {
        // Rsqrt and the composite below it are no functions of the contract.
        var a = Values.AllFloats(size, 7);
        int[] functions = [.. Enumerable.Range(0, size).Select(i => i / 2 % 6)];
        Accelerators.Check(accelerator, MathKernels.Evaluate, a, functions, Expected, (x, y) => Values.Near(x, y, 4));
    }

    [Theory, OnEveryAccelerator(2400)]
    public void Powers_are_near_over_all_floats(string accelerator, int size)
    {
        var a = Values.AllFloats(size, 8);
        float[] b = [.. Values.AllFloats(size, 9).Select((v, i) => i % 3 == 0 ? (float)((i % 91) - 45) / 4 : v)];
        Accelerators.Check(accelerator, MathKernels.Power, a, b, (x, y) => (float)Math.Pow(x, y), (x, y) => Values.Near(x, y, 16));
    }

    [Theory, OnEveryAccelerator(2400)]
    public void Quotients_and_roots_are_rounded_correctly(string accelerator, int size)
    {
        // OpenCL leaves division 2.5 units and the square root 3 (OpenCL C 1.2, section 7.4) where the device does not offer more; all that are tested here do.
        var (a, b) = (Values.AllFloats(size, 10), Values.AllFloats(size, 11));
        Accelerators.Check(accelerator, MathKernels.Quotient, a, b, (x, y) => x / y, Values.Same);
        Accelerators.Check(accelerator, MathKernels.Root, a, b, (x, y) => MathF.Sqrt(y > 0 ? x : -x), Values.Same);
    }

    // Kummer's form of the series, all of whose terms have one sign (Abramowitz and Stegun 7.1.6).
    private static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static float Expected(float x, int function) => function switch
    {
        0 => (float)Math.Exp(x),
        1 => (float)Math.Log(Math.Abs((double)x)),
        2 => (float)Math.Tanh(x),
        3 => (float)Erf(x),
        4 => (float)Math.Sin(x),
        5 => (float)Math.Cos(x),
        6 => (float)(1 / Math.Sqrt(Math.Abs((double)x))),
        7 => (float)Math.Log2(Math.Abs((double)x)),
        8 => (float)Math.Pow(Math.Abs((double)x), 1.7f),
        9 => Math.Clamp(x, -2f, 3f),
        _ => (1 / x) + MathF.Sqrt(MathF.Abs(x)),
    };
}
