namespace IlgpuCam.Compute.Kernels.Tests;

public static partial class MathKernels
{
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

    private static float Expected(float x, int function) => function switch
    {
        0 => (float)Math.Exp(x),
        1 => (float)Math.Log(Math.Abs((double)x)),
        2 => (float)Math.Tanh(x),
        3 => XMath.Erf(x),
        4 => (float)Math.Sin(x),
        5 => (float)Math.Cos(x),
        6 => (float)(1 / Math.Sqrt(Math.Abs((double)x))),
        7 => (float)Math.Log2(Math.Abs((double)x)),
        8 => (float)Math.Pow(Math.Abs((double)x), 1.7f),
        9 => Math.Clamp(x, -2f, 3f),
        _ => (1 / x) + MathF.Sqrt(MathF.Abs(x)),
    };
}
