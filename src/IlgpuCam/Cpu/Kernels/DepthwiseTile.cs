using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The micro-kernel of depthwise convolutions: up to 14 output pixels of one block of channels stay in registers while the window is walked over, and with them the weights of a row of the window where
/// it is 3 or 5 wide.
/// </summary>
internal static unsafe class DepthwiseTile<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Computes TRows neighbouring pixels.</summary>
    /// <typeparam name="TRows">Output pixels, 1 to 14.</typeparam>
    /// <typeparam name="TStep">Their distance in the input in vectors; 0 where it is known at run time only.</typeparam>
    /// <typeparam name="TWidth">Elements in a row of the window, 3 or 5, that lie side by side; 1 where their number or distance is known at run time only.</typeparam>
    /// <param name="a">What does not change from tile to tile.</param>
    /// <param name="input">What the rows of the first pixel's window are counted from.</param>
    /// <param name="output">The first pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<TRows, TStep, TWidth>(DepthwiseArguments* a, float* input, float* output)
        where TRows : struct, IConstant
        where TStep : struct, IConstant
        where TWidth : struct, IConstant
    {
        var step = TStep.Value == 0 ? a->Step : TStep.Value * TSimd.Lanes;
        var weights = a->Weights;
        var tapStep = a->TapStep;
        TVector p0 = TSimd.Load(a->Bias);
        TVector p1 = p0, p2 = p0, p3 = p0, p4 = p0, p5 = p0, p6 = p0, p7 = p0, p8 = p0, p9 = p0, p10 = p0, p11 = p0, p12 = p0, p13 = p0;
        var end = a->Rows + a->KernelHeight;
        for (var row = a->Rows; row < end; row++)
        {
            var x = input + *row;
            var kx = a->KernelWidth;
            do
            {
                var w = TSimd.Load(weights);
                var v = TWidth.Value > 1 ? TSimd.Load(weights + TSimd.Lanes) : w;
                var u = TWidth.Value > 2 ? TSimd.Load(weights + (2 * TSimd.Lanes)) : w;
                var t = TWidth.Value > 3 ? TSimd.Load(weights + (3 * TSimd.Lanes)) : w;
                var s = TWidth.Value > 4 ? TSimd.Load(weights + (4 * TSimd.Lanes)) : w;
                p0 = Taps<TWidth>(x, w, v, u, t, s, p0);
                if (TRows.Value > 1) { p1 = Taps<TWidth>(x + (1 * step), w, v, u, t, s, p1); }
                if (TRows.Value > 2) { p2 = Taps<TWidth>(x + (2 * step), w, v, u, t, s, p2); }
                if (TRows.Value > 3) { p3 = Taps<TWidth>(x + (3 * step), w, v, u, t, s, p3); }
                if (TRows.Value > 4) { p4 = Taps<TWidth>(x + (4 * step), w, v, u, t, s, p4); }
                if (TRows.Value > 5) { p5 = Taps<TWidth>(x + (5 * step), w, v, u, t, s, p5); }
                if (TRows.Value > 6) { p6 = Taps<TWidth>(x + (6 * step), w, v, u, t, s, p6); }
                if (TRows.Value > 7) { p7 = Taps<TWidth>(x + (7 * step), w, v, u, t, s, p7); }
                if (TRows.Value > 8) { p8 = Taps<TWidth>(x + (8 * step), w, v, u, t, s, p8); }
                if (TRows.Value > 9) { p9 = Taps<TWidth>(x + (9 * step), w, v, u, t, s, p9); }
                if (TRows.Value > 10) { p10 = Taps<TWidth>(x + (10 * step), w, v, u, t, s, p10); }
                if (TRows.Value > 11) { p11 = Taps<TWidth>(x + (11 * step), w, v, u, t, s, p11); }
                if (TRows.Value > 12) { p12 = Taps<TWidth>(x + (12 * step), w, v, u, t, s, p12); }
                if (TRows.Value > 13) { p13 = Taps<TWidth>(x + (13 * step), w, v, u, t, s, p13); }
                x += tapStep;
                weights += TWidth.Value * TSimd.Lanes;
            }
            while (TWidth.Value == 1 && --kx > 0);
        }

        var low = TSimd.Broadcast(a->Low);
        var high = TSimd.Broadcast(a->High);
        TSimd.Store(TSimd.Min(high, TSimd.Max(low, p0)), output);
        if (TRows.Value > 1) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p1)), output + TSimd.Lanes); }
        if (TRows.Value > 2) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p2)), output + (2 * TSimd.Lanes)); }
        if (TRows.Value > 3) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p3)), output + (3 * TSimd.Lanes)); }
        if (TRows.Value > 4) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p4)), output + (4 * TSimd.Lanes)); }
        if (TRows.Value > 5) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p5)), output + (5 * TSimd.Lanes)); }
        if (TRows.Value > 6) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p6)), output + (6 * TSimd.Lanes)); }
        if (TRows.Value > 7) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p7)), output + (7 * TSimd.Lanes)); }
        if (TRows.Value > 8) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p8)), output + (8 * TSimd.Lanes)); }
        if (TRows.Value > 9) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p9)), output + (9 * TSimd.Lanes)); }
        if (TRows.Value > 10) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p10)), output + (10 * TSimd.Lanes)); }
        if (TRows.Value > 11) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p11)), output + (11 * TSimd.Lanes)); }
        if (TRows.Value > 12) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p12)), output + (12 * TSimd.Lanes)); }
        if (TRows.Value > 13) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, p13)), output + (13 * TSimd.Lanes)); }
    }

    /// <summary>Adds neighbouring elements of the window to a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Taps<TWidth>(float* x, TVector w, TVector v, TVector u, TVector t, TVector s, TVector sum)
        where TWidth : struct, IConstant
    {
        sum = TSimd.MultiplyAdd(TSimd.Load(x), w, sum);
        if (TWidth.Value > 1) { sum = TSimd.MultiplyAdd(TSimd.Load(x + TSimd.Lanes), v, sum); }
        if (TWidth.Value > 2) { sum = TSimd.MultiplyAdd(TSimd.Load(x + (2 * TSimd.Lanes)), u, sum); }
        if (TWidth.Value > 3) { sum = TSimd.MultiplyAdd(TSimd.Load(x + (3 * TSimd.Lanes)), t, sum); }
        if (TWidth.Value > 4) { sum = TSimd.MultiplyAdd(TSimd.Load(x + (4 * TSimd.Lanes)), s, sum); }
        return sum;
    }
}
