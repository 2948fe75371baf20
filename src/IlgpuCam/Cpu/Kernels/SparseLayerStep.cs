using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A fully connected layer whose inputs are mostly 0: the weights of an input are added up, and those of zeros not even read. A turn is a stretch of the results of one image.</summary>
internal sealed unsafe class SparseLayerStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private const int Vectors = 8;

    private readonly Form _x;
    private readonly Form _output;
    private readonly AlignedBuffer _weights;
    private readonly int _pitch;
    private readonly int _stretches;

    /// <summary>Packs the weights.</summary>
    /// <param name="weights">A row for each result.</param>
    /// <param name="x">Dense rows, one an image.</param>
    /// <param name="output">Dense rows.</param>
    /// <param name="budget">Bounds the memory.</param>
    internal SparseLayerStep(WeightRows weights, Form x, Form output, PackingBudget budget)
    {
        (_x, _output) = (x, output);
        var results = output.Shape[1];
        _stretches = (results + (Vectors * TSimd.Lanes) - 1) / (Vectors * TSimd.Lanes);
        _pitch = _stretches * Vectors * TSimd.Lanes;
        _weights = weights.PackColumns(_pitch, budget, output.Storage.Owner);
        Tasks = x.Shape[0] * _stretches;
    }

    internal override int Tasks { get; }

    internal override string Algorithm => "sparse";

    internal override void Execute(int task, RunFrame* frame)
    {
        var (image, first) = (task / _stretches, task % _stretches * Vectors * TSimd.Lanes);
        var (inputs, results) = (_x.Shape[1], _output.Shape[1]);
        var sums = stackalloc float[Vectors * TSimd.Lanes];
        Sum(_x.At(frame) + ((nint)image * inputs), inputs, _weights.Pointer + first, _pitch, sums);
        var count = Math.Min(Vectors * TSimd.Lanes, results - first);
        new ReadOnlySpan<float>(sums, count).CopyTo(new(_output.At(frame) + ((nint)image * results) + first, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sum(float* x, int inputs, float* weights, nint pitch, float* sums)
    {
        TVector s0, s1, s2, s3, s4, s5, s6, s7;
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = TSimd.Broadcast(0);
        for (; inputs > 0; inputs--, x++, weights += pitch)
        {
            if (*x == 0)
            {
                continue;
            }

            var factor = TSimd.Broadcast(*x);
            s0 = TSimd.MultiplyAdd(factor, TSimd.Load(weights), s0);
            s1 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + TSimd.Lanes), s1);
            s2 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + (2 * TSimd.Lanes)), s2);
            s3 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + (3 * TSimd.Lanes)), s3);
            s4 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + (4 * TSimd.Lanes)), s4);
            s5 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + (5 * TSimd.Lanes)), s5);
            s6 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + (6 * TSimd.Lanes)), s6);
            s7 = TSimd.MultiplyAdd(factor, TSimd.Load(weights + (7 * TSimd.Lanes)), s7);
        }

        TSimd.Store(s0, sums);
        TSimd.Store(s1, sums + TSimd.Lanes);
        TSimd.Store(s2, sums + (2 * TSimd.Lanes));
        TSimd.Store(s3, sums + (3 * TSimd.Lanes));
        TSimd.Store(s4, sums + (4 * TSimd.Lanes));
        TSimd.Store(s5, sums + (5 * TSimd.Lanes));
        TSimd.Store(s6, sums + (6 * TSimd.Lanes));
        TSimd.Store(s7, sums + (7 * TSimd.Lanes));
    }
}
