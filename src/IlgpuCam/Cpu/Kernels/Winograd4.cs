using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>F(4, 3): four results from six elements with six multiplications; Lavin and Gray 2016, section 4.2.</summary>
internal readonly unsafe struct Winograd4<TVector, TSimd> : IWinogradTransform
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    public static int Results => 4;

    public static int Elements => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint step, float* destination, nint destinationStep)
    {
        var d0 = TSimd.Load(source);
        var d1 = TSimd.Load(source + step);
        var d2 = TSimd.Load(source + (2 * step));
        var d3 = TSimd.Load(source + (3 * step));
        var d4 = TSimd.Load(source + (4 * step));
        var d5 = TSimd.Load(source + (5 * step));
        var four = TSimd.Broadcast(4);
        var minusFive = TSimd.Broadcast(-5);
        var minusFour = TSimd.Broadcast(-4);
        var even = TSimd.MultiplyAdd(minusFour, d2, d4);
        var odd = TSimd.MultiplyAdd(minusFour, d1, d3);
        var evenHalf = TSimd.Subtract(d4, d2);
        var oddHalf = TSimd.Subtract(d3, d1);
        oddHalf = TSimd.Add(oddHalf, oddHalf);
        TSimd.Store(TSimd.MultiplyAdd(four, d0, TSimd.MultiplyAdd(minusFive, d2, d4)), destination);
        TSimd.Store(TSimd.Add(even, odd), destination + destinationStep);
        TSimd.Store(TSimd.Subtract(even, odd), destination + (2 * destinationStep));
        TSimd.Store(TSimd.Add(evenHalf, oddHalf), destination + (3 * destinationStep));
        TSimd.Store(TSimd.Subtract(evenHalf, oddHalf), destination + (4 * destinationStep));
        TSimd.Store(TSimd.MultiplyAdd(four, d1, TSimd.MultiplyAdd(minusFive, d3, d5)), destination + (5 * destinationStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint step, float* destination, nint destinationStep)
    {
        var m0 = TSimd.Load(source);
        var m1 = TSimd.Load(source + step);
        var m2 = TSimd.Load(source + (2 * step));
        var m3 = TSimd.Load(source + (3 * step));
        var m4 = TSimd.Load(source + (4 * step));
        var m5 = TSimd.Load(source + (5 * step));
        var sum = TSimd.Add(m1, m2);
        var difference = TSimd.Subtract(m1, m2);
        var farSum = TSimd.Add(m3, m4);
        var farDifference = TSimd.Subtract(m3, m4);
        TSimd.Store(TSimd.Add(TSimd.Add(m0, sum), farSum), destination);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(2), farDifference, difference), destination + destinationStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(4), farSum, sum), destination + (2 * destinationStep));
        TSimd.Store(TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(8), farDifference, difference), m5), destination + (3 * destinationStep));
    }

    public static void Weights(double a, double b, double c, Span<double> destination, int step)
    {
        destination[0] = a / 4;
        destination[step] = -(a + b + c) / 6;
        destination[2 * step] = (b - a - c) / 6;
        destination[3 * step] = (a / 24) + (b / 12) + (c / 6);
        destination[4 * step] = (a / 24) - (b / 12) + (c / 6);
        destination[5 * step] = c;
    }
}
