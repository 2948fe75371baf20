using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Cpu.Profiling;

/// <summary>What one thread of this processor can do at most: fused multiply-adds on registers.</summary>
public static class ProcessorPeak
{
    private const int Rounds = 1 << 20;

    // Enough independent sums to hide the latency of two units, few enough for 16 registers.
    private const int Sums = 12;

    private static readonly Lazy<double> Measured = new(Measure);

    /// <summary>Billions of float32 operations a second, two a multiply-add; measured once, in some milliseconds.</summary>
    public static double Gflops => Measured.Value;

    private static double Measure()
    {
        var best = double.MaxValue;
        for (var i = 0; i < 12; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = Vector512.IsHardwareAccelerated ? Wide(Rounds) : Narrow(Rounds);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return 2.0 * (Vector512.IsHardwareAccelerated ? 16 : 8) * Sums * Rounds / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide(int rounds)
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(1e-6f));
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var n = 0; n < rounds; n++)
        {
            a = Vector512.MultiplyAddEstimate(a, x, y);
            b = Vector512.MultiplyAddEstimate(b, x, y);
            c = Vector512.MultiplyAddEstimate(c, x, y);
            d = Vector512.MultiplyAddEstimate(d, x, y);
            e = Vector512.MultiplyAddEstimate(e, x, y);
            f = Vector512.MultiplyAddEstimate(f, x, y);
            g = Vector512.MultiplyAddEstimate(g, x, y);
            h = Vector512.MultiplyAddEstimate(h, x, y);
            i = Vector512.MultiplyAddEstimate(i, x, y);
            j = Vector512.MultiplyAddEstimate(j, x, y);
            k = Vector512.MultiplyAddEstimate(k, x, y);
            l = Vector512.MultiplyAddEstimate(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow(int rounds)
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(1e-6f));
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var n = 0; n < rounds; n++)
        {
            a = Vector256.MultiplyAddEstimate(a, x, y);
            b = Vector256.MultiplyAddEstimate(b, x, y);
            c = Vector256.MultiplyAddEstimate(c, x, y);
            d = Vector256.MultiplyAddEstimate(d, x, y);
            e = Vector256.MultiplyAddEstimate(e, x, y);
            f = Vector256.MultiplyAddEstimate(f, x, y);
            g = Vector256.MultiplyAddEstimate(g, x, y);
            h = Vector256.MultiplyAddEstimate(h, x, y);
            i = Vector256.MultiplyAddEstimate(i, x, y);
            j = Vector256.MultiplyAddEstimate(j, x, y);
            k = Vector256.MultiplyAddEstimate(k, x, y);
            l = Vector256.MultiplyAddEstimate(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
