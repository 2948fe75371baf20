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
                var w0 = TSimd.Load(weights);
                var w1 = TWidth.Value > 1 ? TSimd.Load(weights + TSimd.Lanes) : w0;
                var w2 = TWidth.Value > 2 ? TSimd.Load(weights + (2 * TSimd.Lanes)) : w0;
                var w3 = TWidth.Value > 3 ? TSimd.Load(weights + (3 * TSimd.Lanes)) : w0;
                var w4 = TWidth.Value > 4 ? TSimd.Load(weights + (4 * TSimd.Lanes)) : w0;

                // f is what window k starts with and the windows before it go on with; g is what comes after it where windows lie two apart.
                var f = TSimd.Load(x);
                var g = TStep.Value == 2 && TWidth.Value > 1 ? TSimd.Load(x + TSimd.Lanes) : f;
                p0 = TSimd.MultiplyAdd(f, w0, p0);
                if (TStep.Value == 2 && TWidth.Value > 1) { p0 = TSimd.MultiplyAdd(g, w1, p0); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 1) { f = TSimd.Load(x + (1 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 1 && TWidth.Value > 1) { g = TSimd.Load(x + ((1 * step) + TSimd.Lanes)); }
                if (TStep.Value > 0 && TWidth.Value > TStep.Value) { p0 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p0); }
                if (TStep.Value == 2 && TWidth.Value > 3) { p0 = TSimd.MultiplyAdd(g, w3, p0); }
                if (TRows.Value > 1) { p1 = TSimd.MultiplyAdd(f, w0, p1); }
                if (TRows.Value > 1 && TStep.Value == 2 && TWidth.Value > 1) { p1 = TSimd.MultiplyAdd(g, w1, p1); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 2) { f = TSimd.Load(x + (2 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 2 && TWidth.Value > 1) { g = TSimd.Load(x + ((2 * step) + TSimd.Lanes)); }
                if (TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p0 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p0); }
                if (TRows.Value > 1 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p1 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p1); }
                if (TRows.Value > 1 && TStep.Value == 2 && TWidth.Value > 3) { p1 = TSimd.MultiplyAdd(g, w3, p1); }
                if (TRows.Value > 2) { p2 = TSimd.MultiplyAdd(f, w0, p2); }
                if (TRows.Value > 2 && TStep.Value == 2 && TWidth.Value > 1) { p2 = TSimd.MultiplyAdd(g, w1, p2); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 3) { f = TSimd.Load(x + (3 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 3 && TWidth.Value > 1) { g = TSimd.Load(x + ((3 * step) + TSimd.Lanes)); }
                if (TStep.Value == 1 && TWidth.Value > 3) { p0 = TSimd.MultiplyAdd(f, w3, p0); }
                if (TRows.Value > 1 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p1 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p1); }
                if (TRows.Value > 2 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p2 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p2); }
                if (TRows.Value > 2 && TStep.Value == 2 && TWidth.Value > 3) { p2 = TSimd.MultiplyAdd(g, w3, p2); }
                if (TRows.Value > 3) { p3 = TSimd.MultiplyAdd(f, w0, p3); }
                if (TRows.Value > 3 && TStep.Value == 2 && TWidth.Value > 1) { p3 = TSimd.MultiplyAdd(g, w1, p3); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 4) { f = TSimd.Load(x + (4 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 4 && TWidth.Value > 1) { g = TSimd.Load(x + ((4 * step) + TSimd.Lanes)); }
                if (TStep.Value == 1 && TWidth.Value > 4) { p0 = TSimd.MultiplyAdd(f, w4, p0); }
                if (TRows.Value > 1 && TStep.Value == 1 && TWidth.Value > 3) { p1 = TSimd.MultiplyAdd(f, w3, p1); }
                if (TRows.Value > 2 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p2 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p2); }
                if (TRows.Value > 3 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p3 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p3); }
                if (TRows.Value > 3 && TStep.Value == 2 && TWidth.Value > 3) { p3 = TSimd.MultiplyAdd(g, w3, p3); }
                if (TRows.Value > 4) { p4 = TSimd.MultiplyAdd(f, w0, p4); }
                if (TRows.Value > 4 && TStep.Value == 2 && TWidth.Value > 1) { p4 = TSimd.MultiplyAdd(g, w1, p4); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 5) { f = TSimd.Load(x + (5 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 5 && TWidth.Value > 1) { g = TSimd.Load(x + ((5 * step) + TSimd.Lanes)); }
                if (TRows.Value > 1 && TStep.Value == 1 && TWidth.Value > 4) { p1 = TSimd.MultiplyAdd(f, w4, p1); }
                if (TRows.Value > 2 && TStep.Value == 1 && TWidth.Value > 3) { p2 = TSimd.MultiplyAdd(f, w3, p2); }
                if (TRows.Value > 3 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p3 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p3); }
                if (TRows.Value > 4 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p4 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p4); }
                if (TRows.Value > 4 && TStep.Value == 2 && TWidth.Value > 3) { p4 = TSimd.MultiplyAdd(g, w3, p4); }
                if (TRows.Value > 5) { p5 = TSimd.MultiplyAdd(f, w0, p5); }
                if (TRows.Value > 5 && TStep.Value == 2 && TWidth.Value > 1) { p5 = TSimd.MultiplyAdd(g, w1, p5); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 6) { f = TSimd.Load(x + (6 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 6 && TWidth.Value > 1) { g = TSimd.Load(x + ((6 * step) + TSimd.Lanes)); }
                if (TRows.Value > 2 && TStep.Value == 1 && TWidth.Value > 4) { p2 = TSimd.MultiplyAdd(f, w4, p2); }
                if (TRows.Value > 3 && TStep.Value == 1 && TWidth.Value > 3) { p3 = TSimd.MultiplyAdd(f, w3, p3); }
                if (TRows.Value > 4 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p4 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p4); }
                if (TRows.Value > 5 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p5 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p5); }
                if (TRows.Value > 5 && TStep.Value == 2 && TWidth.Value > 3) { p5 = TSimd.MultiplyAdd(g, w3, p5); }
                if (TRows.Value > 6) { p6 = TSimd.MultiplyAdd(f, w0, p6); }
                if (TRows.Value > 6 && TStep.Value == 2 && TWidth.Value > 1) { p6 = TSimd.MultiplyAdd(g, w1, p6); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 7) { f = TSimd.Load(x + (7 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 7 && TWidth.Value > 1) { g = TSimd.Load(x + ((7 * step) + TSimd.Lanes)); }
                if (TRows.Value > 3 && TStep.Value == 1 && TWidth.Value > 4) { p3 = TSimd.MultiplyAdd(f, w4, p3); }
                if (TRows.Value > 4 && TStep.Value == 1 && TWidth.Value > 3) { p4 = TSimd.MultiplyAdd(f, w3, p4); }
                if (TRows.Value > 5 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p5 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p5); }
                if (TRows.Value > 6 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p6 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p6); }
                if (TRows.Value > 6 && TStep.Value == 2 && TWidth.Value > 3) { p6 = TSimd.MultiplyAdd(g, w3, p6); }
                if (TRows.Value > 7) { p7 = TSimd.MultiplyAdd(f, w0, p7); }
                if (TRows.Value > 7 && TStep.Value == 2 && TWidth.Value > 1) { p7 = TSimd.MultiplyAdd(g, w1, p7); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 8) { f = TSimd.Load(x + (8 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 8 && TWidth.Value > 1) { g = TSimd.Load(x + ((8 * step) + TSimd.Lanes)); }
                if (TRows.Value > 4 && TStep.Value == 1 && TWidth.Value > 4) { p4 = TSimd.MultiplyAdd(f, w4, p4); }
                if (TRows.Value > 5 && TStep.Value == 1 && TWidth.Value > 3) { p5 = TSimd.MultiplyAdd(f, w3, p5); }
                if (TRows.Value > 6 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p6 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p6); }
                if (TRows.Value > 7 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p7 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p7); }
                if (TRows.Value > 7 && TStep.Value == 2 && TWidth.Value > 3) { p7 = TSimd.MultiplyAdd(g, w3, p7); }
                if (TRows.Value > 8) { p8 = TSimd.MultiplyAdd(f, w0, p8); }
                if (TRows.Value > 8 && TStep.Value == 2 && TWidth.Value > 1) { p8 = TSimd.MultiplyAdd(g, w1, p8); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 9) { f = TSimd.Load(x + (9 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 9 && TWidth.Value > 1) { g = TSimd.Load(x + ((9 * step) + TSimd.Lanes)); }
                if (TRows.Value > 5 && TStep.Value == 1 && TWidth.Value > 4) { p5 = TSimd.MultiplyAdd(f, w4, p5); }
                if (TRows.Value > 6 && TStep.Value == 1 && TWidth.Value > 3) { p6 = TSimd.MultiplyAdd(f, w3, p6); }
                if (TRows.Value > 7 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p7 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p7); }
                if (TRows.Value > 8 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p8 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p8); }
                if (TRows.Value > 8 && TStep.Value == 2 && TWidth.Value > 3) { p8 = TSimd.MultiplyAdd(g, w3, p8); }
                if (TRows.Value > 9) { p9 = TSimd.MultiplyAdd(f, w0, p9); }
                if (TRows.Value > 9 && TStep.Value == 2 && TWidth.Value > 1) { p9 = TSimd.MultiplyAdd(g, w1, p9); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 10) { f = TSimd.Load(x + (10 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 10 && TWidth.Value > 1) { g = TSimd.Load(x + ((10 * step) + TSimd.Lanes)); }
                if (TRows.Value > 6 && TStep.Value == 1 && TWidth.Value > 4) { p6 = TSimd.MultiplyAdd(f, w4, p6); }
                if (TRows.Value > 7 && TStep.Value == 1 && TWidth.Value > 3) { p7 = TSimd.MultiplyAdd(f, w3, p7); }
                if (TRows.Value > 8 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p8 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p8); }
                if (TRows.Value > 9 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p9 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p9); }
                if (TRows.Value > 9 && TStep.Value == 2 && TWidth.Value > 3) { p9 = TSimd.MultiplyAdd(g, w3, p9); }
                if (TRows.Value > 10) { p10 = TSimd.MultiplyAdd(f, w0, p10); }
                if (TRows.Value > 10 && TStep.Value == 2 && TWidth.Value > 1) { p10 = TSimd.MultiplyAdd(g, w1, p10); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 11) { f = TSimd.Load(x + (11 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 11 && TWidth.Value > 1) { g = TSimd.Load(x + ((11 * step) + TSimd.Lanes)); }
                if (TRows.Value > 7 && TStep.Value == 1 && TWidth.Value > 4) { p7 = TSimd.MultiplyAdd(f, w4, p7); }
                if (TRows.Value > 8 && TStep.Value == 1 && TWidth.Value > 3) { p8 = TSimd.MultiplyAdd(f, w3, p8); }
                if (TRows.Value > 9 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p9 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p9); }
                if (TRows.Value > 10 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p10 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p10); }
                if (TRows.Value > 10 && TStep.Value == 2 && TWidth.Value > 3) { p10 = TSimd.MultiplyAdd(g, w3, p10); }
                if (TRows.Value > 11) { p11 = TSimd.MultiplyAdd(f, w0, p11); }
                if (TRows.Value > 11 && TStep.Value == 2 && TWidth.Value > 1) { p11 = TSimd.MultiplyAdd(g, w1, p11); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 12) { f = TSimd.Load(x + (12 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 12 && TWidth.Value > 1) { g = TSimd.Load(x + ((12 * step) + TSimd.Lanes)); }
                if (TRows.Value > 8 && TStep.Value == 1 && TWidth.Value > 4) { p8 = TSimd.MultiplyAdd(f, w4, p8); }
                if (TRows.Value > 9 && TStep.Value == 1 && TWidth.Value > 3) { p9 = TSimd.MultiplyAdd(f, w3, p9); }
                if (TRows.Value > 10 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p10 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p10); }
                if (TRows.Value > 11 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p11 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p11); }
                if (TRows.Value > 11 && TStep.Value == 2 && TWidth.Value > 3) { p11 = TSimd.MultiplyAdd(g, w3, p11); }
                if (TRows.Value > 12) { p12 = TSimd.MultiplyAdd(f, w0, p12); }
                if (TRows.Value > 12 && TStep.Value == 2 && TWidth.Value > 1) { p12 = TSimd.MultiplyAdd(g, w1, p12); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 13) { f = TSimd.Load(x + (13 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 13 && TWidth.Value > 1) { g = TSimd.Load(x + ((13 * step) + TSimd.Lanes)); }
                if (TRows.Value > 9 && TStep.Value == 1 && TWidth.Value > 4) { p9 = TSimd.MultiplyAdd(f, w4, p9); }
                if (TRows.Value > 10 && TStep.Value == 1 && TWidth.Value > 3) { p10 = TSimd.MultiplyAdd(f, w3, p10); }
                if (TRows.Value > 11 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p11 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p11); }
                if (TRows.Value > 12 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p12 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p12); }
                if (TRows.Value > 12 && TStep.Value == 2 && TWidth.Value > 3) { p12 = TSimd.MultiplyAdd(g, w3, p12); }
                if (TRows.Value > 13) { p13 = TSimd.MultiplyAdd(f, w0, p13); }
                if (TRows.Value > 13 && TStep.Value == 2 && TWidth.Value > 1) { p13 = TSimd.MultiplyAdd(g, w1, p13); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 14) { f = TSimd.Load(x + (14 * step)); }
                if (TStep.Value == 2 && TRows.Value + (TWidth.Value / 4) > 14 && TWidth.Value > 1) { g = TSimd.Load(x + ((14 * step) + TSimd.Lanes)); }
                if (TRows.Value > 10 && TStep.Value == 1 && TWidth.Value > 4) { p10 = TSimd.MultiplyAdd(f, w4, p10); }
                if (TRows.Value > 11 && TStep.Value == 1 && TWidth.Value > 3) { p11 = TSimd.MultiplyAdd(f, w3, p11); }
                if (TRows.Value > 12 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p12 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p12); }
                if (TRows.Value > 13 && TStep.Value > 0 && TWidth.Value > TStep.Value) { p13 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w2 : w1, p13); }
                if (TRows.Value > 13 && TStep.Value == 2 && TWidth.Value > 3) { p13 = TSimd.MultiplyAdd(g, w3, p13); }

                if (TRows.Value + (TStep.Value == 2 ? TWidth.Value / 2 : TWidth.Value - 1) > 15) { f = TSimd.Load(x + (15 * step)); }
                if (TRows.Value > 11 && TStep.Value == 1 && TWidth.Value > 4) { p11 = TSimd.MultiplyAdd(f, w4, p11); }
                if (TRows.Value > 12 && TStep.Value == 1 && TWidth.Value > 3) { p12 = TSimd.MultiplyAdd(f, w3, p12); }
                if (TRows.Value > 13 && TStep.Value > 0 && TWidth.Value > 2 * TStep.Value) { p13 = TSimd.MultiplyAdd(f, TStep.Value == 2 ? w4 : w2, p13); }

                if (TStep.Value == 1 && TRows.Value + TWidth.Value - 1 > 16) { f = TSimd.Load(x + (16 * step)); }
                if (TRows.Value > 12 && TStep.Value == 1 && TWidth.Value > 4) { p12 = TSimd.MultiplyAdd(f, w4, p12); }
                if (TRows.Value > 13 && TStep.Value == 1 && TWidth.Value > 3) { p13 = TSimd.MultiplyAdd(f, w3, p13); }

                if (TStep.Value == 1 && TRows.Value + TWidth.Value - 1 > 17) { f = TSimd.Load(x + (17 * step)); }
                if (TRows.Value > 13 && TStep.Value == 1 && TWidth.Value > 4) { p13 = TSimd.MultiplyAdd(f, w4, p13); }
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
}
