using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using IlgpuCam.Cpu.Simd;

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

    private static double Measure() => CpuBackend.WidestVector switch
    {
        512 => Measure<Vector512<float>, Simd512>(),
        256 => Measure<Vector256<float>, Simd256>(),
        _ => Measure<Vector128<float>, Simd128>(),
    };

    private static double Measure<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector>
    {
        var best = double.MaxValue;
        for (var i = 0; i < 12; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = Multiply<TVector, TSimd>(Rounds);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return 2.0 * TSimd.Lanes * Sums * Rounds / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TVector Multiply<TVector, TSimd>(int rounds)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector>
    {
        var (x, y) = (TSimd.Broadcast(0.999f), TSimd.Broadcast(1e-6f));
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var n = 0; n < rounds; n++)
        {
            a = TSimd.MultiplyAdd(a, x, y);
            b = TSimd.MultiplyAdd(b, x, y);
            c = TSimd.MultiplyAdd(c, x, y);
            d = TSimd.MultiplyAdd(d, x, y);
            e = TSimd.MultiplyAdd(e, x, y);
            f = TSimd.MultiplyAdd(f, x, y);
            g = TSimd.MultiplyAdd(g, x, y);
            h = TSimd.MultiplyAdd(h, x, y);
            i = TSimd.MultiplyAdd(i, x, y);
            j = TSimd.MultiplyAdd(j, x, y);
            k = TSimd.MultiplyAdd(k, x, y);
            l = TSimd.MultiplyAdd(l, x, y);
        }

        // All of them count, so that none is left out.
        var (first, second) = (TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(e, f), TSimd.Add(g, h)));
        return TSimd.Add(TSimd.Add(first, second), TSimd.Add(TSimd.Add(i, j), TSimd.Add(k, l)));
    }
}
