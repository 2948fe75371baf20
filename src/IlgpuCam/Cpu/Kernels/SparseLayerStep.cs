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
    /// <param name="weights">A row for each input.</param>
    /// <param name="x">Dense rows, one an image.</param>
    /// <param name="output">Dense rows.</param>
    /// <param name="budget">Bounds the memory.</param>
    internal SparseLayerStep(WeightRows weights, Form x, Form output, PackingBudget budget)
    {
        (_x, _output) = (x, output);
        var results = output.Shape[1];
        _stretches = (results + (Vectors * TSimd.Lanes) - 1) / (Vectors * TSimd.Lanes);
        _pitch = _stretches * Vectors * TSimd.Lanes;
        _weights = weights.PackRows(_pitch, budget, output.Storage.Owner);
        Tasks = x.Shape[0] * _stretches;
    }

    internal override int Tasks { get; }

    internal override string Algorithm => "sparse";

    internal override void Execute(int task, RunFrame* frame)
    {
        var (image, first) = (task / _stretches, task % _stretches * Vectors * TSimd.Lanes);
        var (inputs, results) = (_x.Shape[1], _output.Shape[1]);
        var sums = stackalloc float[Vectors * TSimd.Lanes];
        new Span<float>(sums, Vectors * TSimd.Lanes).Clear();
        var x = new ReadOnlySpan<float>(_x.At(frame) + ((nint)image * inputs), inputs);
        for (int i = 0, step; (step = x[i..].IndexOfAnyExcept(0)) >= 0; i++)
        {
            i += step;
            Add(x[i], _weights.Pointer + ((nint)i * _pitch) + first, sums);
        }

        var count = Math.Min(Vectors * TSimd.Lanes, results - first);
        new ReadOnlySpan<float>(sums, count).CopyTo(new(_output.At(frame) + ((nint)image * results) + first, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add(float x, float* weights, float* sums)
    {
        var factor = TSimd.Broadcast(x);
        for (var i = 0; i < Vectors; i++, weights += TSimd.Lanes, sums += TSimd.Lanes)
        {
            TSimd.Store(TSimd.MultiplyAdd(factor, TSimd.Load(weights), TSimd.Load(sums)), sums);
        }
    }
}
