using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>F(2, 3): two results from four elements with four multiplications; Lavin and Gray 2016, section 4.1.</summary>
internal readonly unsafe struct Winograd2<TVector, TSimd> : IWinogradTransform
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    public static int Results => 2;

    public static int Taps => 3;

    public static int Elements => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint pitch, float* destination, nint step)
    {
        // A row of frequencies at a time, which stays in registers between the two directions.
        InputRow(source, source + (2 * pitch), TSimd.Broadcast(-1), destination, step);
        InputRow(source + pitch, source + (2 * pitch), TSimd.Broadcast(1), destination + (4 * step), step);
        InputRow(source + (2 * pitch), source + pitch, TSimd.Broadcast(-1), destination + (8 * step), step);
        InputRow(source + pitch, source + (3 * pitch), TSimd.Broadcast(-1), destination + (12 * step), step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint step, float* destination)
    {
        var m0 = source;
        var m1 = source + (4 * step);
        var m2 = source + (8 * step);
        var m3 = source + (12 * step);
        OutputRow(
            Sum(m0, m1, m2), Sum(m0 + step, m1 + step, m2 + step), Sum(m0 + (2 * step), m1 + (2 * step), m2 + (2 * step)),
            Sum(m0 + (3 * step), m1 + (3 * step), m2 + (3 * step)), destination);
        OutputRow(
            Difference(m1, m2, m3), Difference(m1 + step, m2 + step, m3 + step), Difference(m1 + (2 * step), m2 + (2 * step), m3 + (2 * step)),
            Difference(m1 + (3 * step), m2 + (3 * step), m3 + (3 * step)), destination + (2 * TSimd.Lanes));
    }

    public static void Weights(double* source, int step, double* destination, int destinationStep)
    {
        var (a, b, c) = (source[0], source[step], source[2 * step]);
        destination[0] = a;
        destination[destinationStep] = (a + b + c) / 2;
        destination[2 * destinationStep] = (a - b + c) / 2;
        destination[3 * destinationStep] = c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(float* a, float* b, float* c) => TSimd.Add(TSimd.Add(TSimd.Load(a), TSimd.Load(b)), TSimd.Load(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Difference(float* a, float* b, float* c) => TSimd.Subtract(TSimd.Subtract(TSimd.Load(a), TSimd.Load(b)), TSimd.Load(c));

    // One row of the tile and another, times one or minus one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputRow(float* a, float* b, TVector sign, float* destination, nint step)
    {
        var d0 = TSimd.MultiplyAdd(sign, TSimd.Load(b), TSimd.Load(a));
        var d1 = TSimd.MultiplyAdd(sign, TSimd.Load(b + TSimd.Lanes), TSimd.Load(a + TSimd.Lanes));
        var d2 = TSimd.MultiplyAdd(sign, TSimd.Load(b + (2 * TSimd.Lanes)), TSimd.Load(a + (2 * TSimd.Lanes)));
        var d3 = TSimd.MultiplyAdd(sign, TSimd.Load(b + (3 * TSimd.Lanes)), TSimd.Load(a + (3 * TSimd.Lanes)));
        TSimd.Store(TSimd.Subtract(d0, d2), destination);
        TSimd.Store(TSimd.Add(d1, d2), destination + step);
        TSimd.Store(TSimd.Subtract(d2, d1), destination + (2 * step));
        TSimd.Store(TSimd.Subtract(d1, d3), destination + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputRow(TVector m0, TVector m1, TVector m2, TVector m3, float* destination)
    {
        TSimd.Store(TSimd.Add(TSimd.Add(m0, m1), m2), destination);
        TSimd.Store(TSimd.Subtract(TSimd.Subtract(m1, m2), m3), destination + TSimd.Lanes);
    }
}
