using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The register-tiled micro-kernel of all convolutions and matrix products: up to 14 output pixels by one or two vectors of output channels
/// stay in registers while the reduction runs. Rows, columns and the step are types: each combination becomes a loop without branches, calls
/// or spills, as long as no method that is not inlined is called here.
/// </summary>
internal static unsafe class ConvolutionTile<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private const int LineFloats = 16;

    /// <summary>Computes one tile of TRows pixels by TColumns vectors.</summary>
    /// <typeparam name="TRows">Output pixels, 1 to 14.</typeparam>
    /// <typeparam name="TColumns">Vectors of output channels, 1 or 2.</typeparam>
    /// <typeparam name="TStep">The distance of two pixels in the input in vectors; 0 where it is known at run time only.</typeparam>
    /// <param name="a">What does not change from tile to tile.</param>
    /// <param name="input">Where the window of the first pixel starts.</param>
    /// <param name="output">The first pixel in the first block of output channels.</param>
    /// <param name="residual">What is added there, or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<TRows, TColumns, TStep>(TileArguments* a, float* input, float* output, float* residual)
        where TRows : struct, IConstant
        where TColumns : struct, IConstant
        where TStep : struct, IConstant
    {
        var step = TStep.Value == 0 ? a->Step : TStep.Value * TSimd.Lanes;
        var weights = a->Weights;
        var ahead = weights + a->Ahead;
        var aheadStep = a->AheadStep;
        var end = a->Segments + a->SegmentCount;
        TVector p0 = TSimd.Load(a->Bias);
        TVector p1 = p0, p2 = p0, p3 = p0, p4 = p0, p5 = p0, p6 = p0, p7 = p0, p8 = p0, p9 = p0, p10 = p0, p11 = p0, p12 = p0, p13 = p0;
        TVector q0 = TColumns.Value > 1 ? TSimd.Load(a->Bias + TSimd.Lanes) : p0;
        TVector q1 = q0, q2 = q0, q3 = q0, q4 = q0, q5 = q0, q6 = q0, q7 = q0, q8 = q0, q9 = q0, q10 = q0, q11 = q0, q12 = q0, q13 = q0;
        for (var segment = a->Segments; segment < end; segment++)
        {
            var x = input + segment->Offset;
            var count = segment->Count;
            do
            {
                var w = TSimd.Load(weights);
                var v = TColumns.Value > 1 ? TSimd.Load(weights + TSimd.Lanes) : w;
                var f = TSimd.Broadcast(*x);
                p0 = TSimd.MultiplyAdd(f, w, p0);
                if (TColumns.Value > 1) { q0 = TSimd.MultiplyAdd(f, v, q0); }
                if (TRows.Value > 1) { f = TSimd.Broadcast(x[1 * step]); p1 = TSimd.MultiplyAdd(f, w, p1); }
                if (TRows.Value > 1 && TColumns.Value > 1) { q1 = TSimd.MultiplyAdd(f, v, q1); }
                if (TRows.Value > 2) { f = TSimd.Broadcast(x[2 * step]); p2 = TSimd.MultiplyAdd(f, w, p2); }
                if (TRows.Value > 2 && TColumns.Value > 1) { q2 = TSimd.MultiplyAdd(f, v, q2); }
                if (TRows.Value > 3) { f = TSimd.Broadcast(x[3 * step]); p3 = TSimd.MultiplyAdd(f, w, p3); }
                if (TRows.Value > 3 && TColumns.Value > 1) { q3 = TSimd.MultiplyAdd(f, v, q3); }
                if (TRows.Value > 4) { f = TSimd.Broadcast(x[4 * step]); p4 = TSimd.MultiplyAdd(f, w, p4); }
                if (TRows.Value > 4 && TColumns.Value > 1) { q4 = TSimd.MultiplyAdd(f, v, q4); }
                if (TRows.Value > 5) { f = TSimd.Broadcast(x[5 * step]); p5 = TSimd.MultiplyAdd(f, w, p5); }
                if (TRows.Value > 5 && TColumns.Value > 1) { q5 = TSimd.MultiplyAdd(f, v, q5); }
                if (TRows.Value > 6) { f = TSimd.Broadcast(x[6 * step]); p6 = TSimd.MultiplyAdd(f, w, p6); }
                if (TRows.Value > 6 && TColumns.Value > 1) { q6 = TSimd.MultiplyAdd(f, v, q6); }
                if (TRows.Value > 7) { f = TSimd.Broadcast(x[7 * step]); p7 = TSimd.MultiplyAdd(f, w, p7); }
                if (TRows.Value > 7 && TColumns.Value > 1) { q7 = TSimd.MultiplyAdd(f, v, q7); }
                if (TRows.Value > 8) { f = TSimd.Broadcast(x[8 * step]); p8 = TSimd.MultiplyAdd(f, w, p8); }
                if (TRows.Value > 8 && TColumns.Value > 1) { q8 = TSimd.MultiplyAdd(f, v, q8); }
                if (TRows.Value > 9) { f = TSimd.Broadcast(x[9 * step]); p9 = TSimd.MultiplyAdd(f, w, p9); }
                if (TRows.Value > 9 && TColumns.Value > 1) { q9 = TSimd.MultiplyAdd(f, v, q9); }
                if (TRows.Value > 10) { f = TSimd.Broadcast(x[10 * step]); p10 = TSimd.MultiplyAdd(f, w, p10); }
                if (TRows.Value > 10 && TColumns.Value > 1) { q10 = TSimd.MultiplyAdd(f, v, q10); }
                if (TRows.Value > 11) { f = TSimd.Broadcast(x[11 * step]); p11 = TSimd.MultiplyAdd(f, w, p11); }
                if (TRows.Value > 11 && TColumns.Value > 1) { q11 = TSimd.MultiplyAdd(f, v, q11); }
                if (TRows.Value > 12) { f = TSimd.Broadcast(x[12 * step]); p12 = TSimd.MultiplyAdd(f, w, p12); }
                if (TRows.Value > 12 && TColumns.Value > 1) { q12 = TSimd.MultiplyAdd(f, v, q12); }
                if (TRows.Value > 13) { f = TSimd.Broadcast(x[13 * step]); p13 = TSimd.MultiplyAdd(f, w, p13); }
                if (TRows.Value > 13 && TColumns.Value > 1) { q13 = TSimd.MultiplyAdd(f, v, q13); }
                TSimd.Prefetch(ahead);
                if (TColumns.Value > 1 && TSimd.Lanes > LineFloats / 2) { TSimd.Prefetch(ahead + LineFloats); }
                ahead += aheadStep;
                x++;
                weights += TColumns.Value * TSimd.Lanes;
            }
            while (--count > 0);
        }

        var low = TSimd.Broadcast(a->Low);
        var high = TSimd.Broadcast(a->High);
        if (residual != null)
        {
            p0 = TSimd.Add(p0, TSimd.Load(residual));
            if (TRows.Value > 1) { p1 = TSimd.Add(p1, TSimd.Load(residual + TSimd.Lanes)); }
            if (TRows.Value > 2) { p2 = TSimd.Add(p2, TSimd.Load(residual + (2 * TSimd.Lanes))); }
            if (TRows.Value > 3) { p3 = TSimd.Add(p3, TSimd.Load(residual + (3 * TSimd.Lanes))); }
            if (TRows.Value > 4) { p4 = TSimd.Add(p4, TSimd.Load(residual + (4 * TSimd.Lanes))); }
            if (TRows.Value > 5) { p5 = TSimd.Add(p5, TSimd.Load(residual + (5 * TSimd.Lanes))); }
            if (TRows.Value > 6) { p6 = TSimd.Add(p6, TSimd.Load(residual + (6 * TSimd.Lanes))); }
            if (TRows.Value > 7) { p7 = TSimd.Add(p7, TSimd.Load(residual + (7 * TSimd.Lanes))); }
            if (TRows.Value > 8) { p8 = TSimd.Add(p8, TSimd.Load(residual + (8 * TSimd.Lanes))); }
            if (TRows.Value > 9) { p9 = TSimd.Add(p9, TSimd.Load(residual + (9 * TSimd.Lanes))); }
            if (TRows.Value > 10) { p10 = TSimd.Add(p10, TSimd.Load(residual + (10 * TSimd.Lanes))); }
            if (TRows.Value > 11) { p11 = TSimd.Add(p11, TSimd.Load(residual + (11 * TSimd.Lanes))); }
            if (TRows.Value > 12) { p12 = TSimd.Add(p12, TSimd.Load(residual + (12 * TSimd.Lanes))); }
            if (TRows.Value > 13) { p13 = TSimd.Add(p13, TSimd.Load(residual + (13 * TSimd.Lanes))); }
            if (TColumns.Value > 1)
            {
                residual += a->ResidualPlane;
                q0 = TSimd.Add(q0, TSimd.Load(residual));
                if (TRows.Value > 1) { q1 = TSimd.Add(q1, TSimd.Load(residual + TSimd.Lanes)); }
                if (TRows.Value > 2) { q2 = TSimd.Add(q2, TSimd.Load(residual + (2 * TSimd.Lanes))); }
                if (TRows.Value > 3) { q3 = TSimd.Add(q3, TSimd.Load(residual + (3 * TSimd.Lanes))); }
                if (TRows.Value > 4) { q4 = TSimd.Add(q4, TSimd.Load(residual + (4 * TSimd.Lanes))); }
                if (TRows.Value > 5) { q5 = TSimd.Add(q5, TSimd.Load(residual + (5 * TSimd.Lanes))); }
                if (TRows.Value > 6) { q6 = TSimd.Add(q6, TSimd.Load(residual + (6 * TSimd.Lanes))); }
                if (TRows.Value > 7) { q7 = TSimd.Add(q7, TSimd.Load(residual + (7 * TSimd.Lanes))); }
                if (TRows.Value > 8) { q8 = TSimd.Add(q8, TSimd.Load(residual + (8 * TSimd.Lanes))); }
                if (TRows.Value > 9) { q9 = TSimd.Add(q9, TSimd.Load(residual + (9 * TSimd.Lanes))); }
                if (TRows.Value > 10) { q10 = TSimd.Add(q10, TSimd.Load(residual + (10 * TSimd.Lanes))); }
                if (TRows.Value > 11) { q11 = TSimd.Add(q11, TSimd.Load(residual + (11 * TSimd.Lanes))); }
                if (TRows.Value > 12) { q12 = TSimd.Add(q12, TSimd.Load(residual + (12 * TSimd.Lanes))); }
                if (TRows.Value > 13) { q13 = TSimd.Add(q13, TSimd.Load(residual + (13 * TSimd.Lanes))); }
            }
        }

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
        if (TColumns.Value > 1)
        {
            output += a->OutputPlane;
            TSimd.Store(TSimd.Min(high, TSimd.Max(low, q0)), output);
            if (TRows.Value > 1) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q1)), output + TSimd.Lanes); }
            if (TRows.Value > 2) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q2)), output + (2 * TSimd.Lanes)); }
            if (TRows.Value > 3) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q3)), output + (3 * TSimd.Lanes)); }
            if (TRows.Value > 4) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q4)), output + (4 * TSimd.Lanes)); }
            if (TRows.Value > 5) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q5)), output + (5 * TSimd.Lanes)); }
            if (TRows.Value > 6) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q6)), output + (6 * TSimd.Lanes)); }
            if (TRows.Value > 7) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q7)), output + (7 * TSimd.Lanes)); }
            if (TRows.Value > 8) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q8)), output + (8 * TSimd.Lanes)); }
            if (TRows.Value > 9) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q9)), output + (9 * TSimd.Lanes)); }
            if (TRows.Value > 10) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q10)), output + (10 * TSimd.Lanes)); }
            if (TRows.Value > 11) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q11)), output + (11 * TSimd.Lanes)); }
            if (TRows.Value > 12) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q12)), output + (12 * TSimd.Lanes)); }
            if (TRows.Value > 13) { TSimd.Store(TSimd.Min(high, TSimd.Max(low, q13)), output + (13 * TSimd.Lanes)); }
        }
    }
}
