using Functions = ILGPU.Algorithms.XMath;

namespace IlgpuCam.Kernels;

/// <summary>With ILGPU only: its own elementary functions, and the error function, which it lacks.</summary>
internal static class XMath
{
    private const int Terms = 64;

    public static float Exp(float x) => Functions.Exp(x);

    public static float Log(float x) => Functions.Log(x);

    public static float Pow(float x, float y) => Functions.Pow(x, y);

    public static float Sin(float x) => Functions.Sin(x);

    public static float Cos(float x) => Functions.Cos(x);

    public static float Tanh(float x) => Functions.Tanh(x);

    /// <summary>A series whose terms all have one sign (Abramowitz and Stegun 7.1.6); from 4 on the result rounds to 1.</summary>
    public static float Erf(float x)
    {
        if (!(MathF.Abs(x) < 4))
        {
            return x > 0 ? 1 : x < 0 ? -1 : x;
        }

        var term = x;
        var sum = x;
        for (var n = 1; n < Terms; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 1.1283792f * Functions.Exp(-x * x) * sum;
    }
}
