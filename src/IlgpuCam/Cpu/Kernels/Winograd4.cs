using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>F(4, 3): four results from six elements with six multiplications; Lavin and Gray 2016, section 4.2.</summary>
internal readonly unsafe struct Winograd4<TVector, TSimd> : IWinogradTransform
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    public static int Results => 4;

    public static int Taps => 3;

    public static int Elements => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint pitch, float* destination, nint step)
    {
        // Two rows of frequencies at a time: they stay in registers between the two directions, where all six would go to memory and back.
        var c0 = source;
        var c1 = source + TSimd.Lanes;
        var c2 = source + (2 * TSimd.Lanes);
        var c3 = source + (3 * TSimd.Lanes);
        var c4 = source + (4 * TSimd.Lanes);
        var c5 = source + (5 * TSimd.Lanes);
        InputRow(Outer(c0, pitch), Outer(c1, pitch), Outer(c2, pitch), Outer(c3, pitch), Outer(c4, pitch), Outer(c5, pitch), destination, step);
        destination += 6 * step;

        var e0 = Near(c0 + (2 * pitch), pitch);
        var e1 = Near(c1 + (2 * pitch), pitch);
        var e2 = Near(c2 + (2 * pitch), pitch);
        var e3 = Near(c3 + (2 * pitch), pitch);
        var e4 = Near(c4 + (2 * pitch), pitch);
        var e5 = Near(c5 + (2 * pitch), pitch);
        var o0 = Near(c0 + pitch, pitch);
        var o1 = Near(c1 + pitch, pitch);
        var o2 = Near(c2 + pitch, pitch);
        var o3 = Near(c3 + pitch, pitch);
        var o4 = Near(c4 + pitch, pitch);
        var o5 = Near(c5 + pitch, pitch);
        InputRow(TSimd.Add(e0, o0), TSimd.Add(e1, o1), TSimd.Add(e2, o2), TSimd.Add(e3, o3), TSimd.Add(e4, o4), TSimd.Add(e5, o5), destination, step);
        destination += 6 * step;
        InputRow(
            TSimd.Subtract(e0, o0), TSimd.Subtract(e1, o1), TSimd.Subtract(e2, o2), TSimd.Subtract(e3, o3), TSimd.Subtract(e4, o4), TSimd.Subtract(e5, o5),
            destination, step);
        destination += 6 * step;

        e0 = Far(c0 + (2 * pitch), pitch);
        e1 = Far(c1 + (2 * pitch), pitch);
        e2 = Far(c2 + (2 * pitch), pitch);
        e3 = Far(c3 + (2 * pitch), pitch);
        e4 = Far(c4 + (2 * pitch), pitch);
        e5 = Far(c5 + (2 * pitch), pitch);
        o0 = Far(c0 + pitch, pitch);
        o1 = Far(c1 + pitch, pitch);
        o2 = Far(c2 + pitch, pitch);
        o3 = Far(c3 + pitch, pitch);
        o4 = Far(c4 + pitch, pitch);
        o5 = Far(c5 + pitch, pitch);
        var two = TSimd.Broadcast(2);
        InputRow(
            TSimd.MultiplyAdd(two, o0, e0), TSimd.MultiplyAdd(two, o1, e1), TSimd.MultiplyAdd(two, o2, e2), TSimd.MultiplyAdd(two, o3, e3),
            TSimd.MultiplyAdd(two, o4, e4), TSimd.MultiplyAdd(two, o5, e5), destination, step);
        destination += 6 * step;
        var minusTwo = TSimd.Broadcast(-2);
        InputRow(
            TSimd.MultiplyAdd(minusTwo, o0, e0), TSimd.MultiplyAdd(minusTwo, o1, e1), TSimd.MultiplyAdd(minusTwo, o2, e2), TSimd.MultiplyAdd(minusTwo, o3, e3),
            TSimd.MultiplyAdd(minusTwo, o4, e4), TSimd.MultiplyAdd(minusTwo, o5, e5), destination, step);
        destination += 6 * step;
        InputRow(
            Outer(c0 + pitch, pitch), Outer(c1 + pitch, pitch), Outer(c2 + pitch, pitch), Outer(c3 + pitch, pitch), Outer(c4 + pitch, pitch), Outer(c5 + pitch, pitch),
            destination, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint step, float* destination)
    {
        // The results' even and odd rows, for the same reason.
        var down = 6 * step;
        var r1 = source + down;
        var r3 = source + (3 * down);
        var s0 = Sum(r1, down);
        var s1 = Sum(r1 + step, down);
        var s2 = Sum(r1 + (2 * step), down);
        var s3 = Sum(r1 + (3 * step), down);
        var s4 = Sum(r1 + (4 * step), down);
        var s5 = Sum(r1 + (5 * step), down);
        var f0 = Sum(r3, down);
        var f1 = Sum(r3 + step, down);
        var f2 = Sum(r3 + (2 * step), down);
        var f3 = Sum(r3 + (3 * step), down);
        var f4 = Sum(r3 + (4 * step), down);
        var f5 = Sum(r3 + (5 * step), down);
        OutputRow(
            First(source, s0, f0), First(source + step, s1, f1), First(source + (2 * step), s2, f2), First(source + (3 * step), s3, f3), First(source + (4 * step), s4, f4),
            First(source + (5 * step), s5, f5), destination);
        var four = TSimd.Broadcast(4);
        OutputRow(
            TSimd.MultiplyAdd(four, f0, s0), TSimd.MultiplyAdd(four, f1, s1), TSimd.MultiplyAdd(four, f2, s2), TSimd.MultiplyAdd(four, f3, s3),
            TSimd.MultiplyAdd(four, f4, s4), TSimd.MultiplyAdd(four, f5, s5), destination + (8 * TSimd.Lanes));

        s0 = Difference(r1, down);
        s1 = Difference(r1 + step, down);
        s2 = Difference(r1 + (2 * step), down);
        s3 = Difference(r1 + (3 * step), down);
        s4 = Difference(r1 + (4 * step), down);
        s5 = Difference(r1 + (5 * step), down);
        f0 = Difference(r3, down);
        f1 = Difference(r3 + step, down);
        f2 = Difference(r3 + (2 * step), down);
        f3 = Difference(r3 + (3 * step), down);
        f4 = Difference(r3 + (4 * step), down);
        f5 = Difference(r3 + (5 * step), down);
        var two = TSimd.Broadcast(2);
        OutputRow(
            TSimd.MultiplyAdd(two, f0, s0), TSimd.MultiplyAdd(two, f1, s1), TSimd.MultiplyAdd(two, f2, s2), TSimd.MultiplyAdd(two, f3, s3), TSimd.MultiplyAdd(two, f4, s4),
            TSimd.MultiplyAdd(two, f5, s5), destination + (4 * TSimd.Lanes));
        var last = source + (5 * down);
        OutputRow(
            Last(last, s0, f0), Last(last + step, s1, f1), Last(last + (2 * step), s2, f2), Last(last + (3 * step), s3, f3), Last(last + (4 * step), s4, f4),
            Last(last + (5 * step), s5, f5), destination + (12 * TSimd.Lanes));
    }

    public static void Weights(double* source, int step, double* destination, int destinationStep)
    {
        var (a, b, c) = (source[0], source[step], source[2 * step]);
        destination[0] = a / 4;
        destination[destinationStep] = -(a + b + c) / 6;
        destination[2 * destinationStep] = (b - a - c) / 6;
        destination[3 * destinationStep] = (a / 24) + (b / 12) + (c / 6);
        destination[4 * destinationStep] = (a / 24) - (b / 12) + (c / 6);
        destination[5 * destinationStep] = c;
    }

    // 4 d0 - 5 d2 + d4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Outer(float* d, nint pitch) =>
        TSimd.MultiplyAdd(TSimd.Broadcast(4), TSimd.Load(d), TSimd.MultiplyAdd(TSimd.Broadcast(-5), TSimd.Load(d + (2 * pitch)), TSimd.Load(d + (4 * pitch))));

    // d2 - 4 d0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Near(float* d, nint pitch) => TSimd.MultiplyAdd(TSimd.Broadcast(-4), TSimd.Load(d), TSimd.Load(d + (2 * pitch)));

    // d2 - d0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Far(float* d, nint pitch) => TSimd.Subtract(TSimd.Load(d + (2 * pitch)), TSimd.Load(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(float* m, nint step) => TSimd.Add(TSimd.Load(m), TSimd.Load(m + step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Difference(float* m, nint step) => TSimd.Subtract(TSimd.Load(m), TSimd.Load(m + step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(float* m, TVector sum, TVector farSum) => TSimd.Add(TSimd.Add(TSimd.Load(m), sum), farSum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Last(float* m, TVector difference, TVector farDifference) =>
        TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(8), farDifference, difference), TSimd.Load(m));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputRow(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* destination, nint step)
    {
        var minusFive = TSimd.Broadcast(-5);
        var minusFour = TSimd.Broadcast(-4);
        var four = TSimd.Broadcast(4);
        TSimd.Store(TSimd.MultiplyAdd(four, d0, TSimd.MultiplyAdd(minusFive, d2, d4)), destination);
        TSimd.Store(TSimd.MultiplyAdd(four, d1, TSimd.MultiplyAdd(minusFive, d3, d5)), destination + (5 * step));
        var even = TSimd.MultiplyAdd(minusFour, d2, d4);
        var odd = TSimd.MultiplyAdd(minusFour, d1, d3);
        TSimd.Store(TSimd.Add(even, odd), destination + step);
        TSimd.Store(TSimd.Subtract(even, odd), destination + (2 * step));
        even = TSimd.Subtract(d4, d2);
        odd = TSimd.Subtract(d3, d1);
        odd = TSimd.Add(odd, odd);
        TSimd.Store(TSimd.Add(even, odd), destination + (3 * step));
        TSimd.Store(TSimd.Subtract(even, odd), destination + (4 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputRow(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5, float* destination)
    {
        var sum = TSimd.Add(m1, m2);
        var farSum = TSimd.Add(m3, m4);
        TSimd.Store(TSimd.Add(TSimd.Add(m0, sum), farSum), destination);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(4), farSum, sum), destination + (2 * TSimd.Lanes));
        var difference = TSimd.Subtract(m1, m2);
        var farDifference = TSimd.Subtract(m3, m4);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(2), farDifference, difference), destination + TSimd.Lanes);
        TSimd.Store(TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(8), farDifference, difference), m5), destination + (3 * TSimd.Lanes));
    }
}
