using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>F(2, 5): two results of a filter of five elements with six multiplications. The points are those of F(4, 3), 0, 1, -1, 2, -2 and infinity, and so is the transform of the input.</summary>
internal readonly unsafe struct WinogradFive<TVector, TSimd> : IWinogradTransform
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    public static int Results => 2;

    public static int Taps => 5;

    public static int Elements => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint pitch, float* destination, nint step) => Winograd4<TVector, TSimd>.Input(source, pitch, destination, step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint step, float* destination)
    {
        var down = 6 * step;
        OutputRow(
            First(source, down), First(source + step, down), First(source + (2 * step), down), First(source + (3 * step), down), First(source + (4 * step), down),
            First(source + (5 * step), down), destination);
        source += down;
        OutputRow(
            Second(source, down), Second(source + step, down), Second(source + (2 * step), down), Second(source + (3 * step), down), Second(source + (4 * step), down),
            Second(source + (5 * step), down), destination + (2 * TSimd.Lanes));
    }

    public static void Weights(double* source, int step, double* destination, int destinationStep)
    {
        var (a, b, c, d, e) = (source[0], source[step], source[2 * step], source[3 * step], source[4 * step]);
        var (even, odd) = (a + c + e, b + d);
        var (farEven, farOdd) = (a + (4 * c) + (16 * e), (2 * b) + (8 * d));
        destination[0] = a / 4;
        destination[destinationStep] = -(even + odd) / 6;
        destination[2 * destinationStep] = (odd - even) / 6;
        destination[3 * destinationStep] = (farEven + farOdd) / 24;
        destination[4 * destinationStep] = (farEven - farOdd) / 24;
        destination[5 * destinationStep] = e;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(float* m, nint step) => TSimd.Add(
        TSimd.Add(TSimd.Load(m), TSimd.Add(TSimd.Load(m + step), TSimd.Load(m + (2 * step)))), TSimd.Add(TSimd.Load(m + (3 * step)), TSimd.Load(m + (4 * step))));

    // Of the elements from the second one on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Second(float* m, nint step)
    {
        var far = TSimd.Subtract(TSimd.Load(m + (2 * step)), TSimd.Load(m + (3 * step)));
        return TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(2), far, TSimd.Subtract(TSimd.Load(m), TSimd.Load(m + step))), TSimd.Load(m + (4 * step)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputRow(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5, float* destination)
    {
        var far = TSimd.Subtract(m3, m4);
        TSimd.Store(TSimd.Add(TSimd.Add(m0, TSimd.Add(m1, m2)), TSimd.Add(m3, m4)), destination);
        TSimd.Store(TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(2), far, TSimd.Subtract(m1, m2)), m5), destination + TSimd.Lanes);
    }
}
