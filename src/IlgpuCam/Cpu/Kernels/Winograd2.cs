using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>F(2, 3): two results from four elements with four multiplications; Lavin and Gray 2016, section 4.1.</summary>
internal readonly unsafe struct Winograd2<TVector, TSimd> : IWinogradTransform
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    public static int Results => 2;

    public static int Elements => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint step, float* destination, nint destinationStep)
    {
        var d0 = TSimd.Load(source);
        var d1 = TSimd.Load(source + step);
        var d2 = TSimd.Load(source + (2 * step));
        var d3 = TSimd.Load(source + (3 * step));
        TSimd.Store(TSimd.Subtract(d0, d2), destination);
        TSimd.Store(TSimd.Add(d1, d2), destination + destinationStep);
        TSimd.Store(TSimd.Subtract(d2, d1), destination + (2 * destinationStep));
        TSimd.Store(TSimd.Subtract(d1, d3), destination + (3 * destinationStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint step, float* destination, nint destinationStep)
    {
        var m0 = TSimd.Load(source);
        var m1 = TSimd.Load(source + step);
        var m2 = TSimd.Load(source + (2 * step));
        var m3 = TSimd.Load(source + (3 * step));
        TSimd.Store(TSimd.Add(TSimd.Add(m0, m1), m2), destination);
        TSimd.Store(TSimd.Subtract(TSimd.Subtract(m1, m2), m3), destination + destinationStep);
    }

    public static void Weights(double a, double b, double c, Span<double> destination, int step)
    {
        destination[0] = a;
        destination[step] = (a + b + c) / 2;
        destination[2 * step] = (a - b + c) / 2;
        destination[3 * step] = c;
    }
}
