using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// What goes back from one image through a fully connected layer, by the weights as the forward pass reads them: these were read a moment ago, and no second copy is kept. A turn is a stretch of the inputs,
/// for each of which the products with all results are added up lane by lane.
/// </summary>
internal sealed unsafe class PackedGradientStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Inputs a turn: their sums stay in the nearest cache, and their weights lie together for a few pages.</summary>
    private const int Stretch = 160;

    private readonly ConvolutionWeights _weights;
    private readonly Form _gradient;
    private readonly Form _output;

    /// <summary>Creates the step.</summary>
    /// <param name="weights">The layer's, from dense rows.</param>
    /// <param name="gradient">One dense row.</param>
    /// <param name="output">One dense row.</param>
    internal PackedGradientStep(ConvolutionWeights weights, Form gradient, Form output)
    {
        (_weights, _gradient, _output) = (weights, gradient, output);
        Tasks = (output.Shape[1] + Stretch - 1) / Stretch;
    }

    internal override int Tasks { get; }

    internal override string Algorithm => "packed";

    internal override void Execute(int task, RunFrame* frame)
    {
        var (first, results) = (task * Stretch, _gradient.Shape[1]);
        var count = Math.Min(Stretch, _output.Shape[1] - first);
        var sums = stackalloc float[Stretch * TSimd.Lanes];
        new Span<float>(sums, count * TSimd.Lanes).Clear();
        var factors = stackalloc float[2 * TSimd.Lanes];
        for (var i = 0; i < _weights.Groups.Length; i++)
        {
            // What lies behind the gradient is anything, and the weights for it are 0: together that may be not a number.
            var group = _weights.Groups[i];
            var start = group.Block * TSimd.Lanes;
            var known = Math.Min(group.Columns * TSimd.Lanes, results - start);
            new ReadOnlySpan<float>(_gradient.At(frame) + start, known).CopyTo(new(factors, known));
            new Span<float>(factors + known, (2 * TSimd.Lanes) - known).Clear();
            var weights = _weights.Packed.Pointer + group.Weights + ((nint)first * group.Columns * TSimd.Lanes);
            if (group.Columns == 2)
            {
                AddPairs(weights, _weights.Length(i), factors, sums, count);
            }
            else
            {
                Add(weights, factors, sums, count);
            }
        }

        var to = _output.At(frame) + first;
        for (var i = 0; i < count; i++)
        {
            var sum = 0f;
            for (var lane = 0; lane < TSimd.Lanes; lane++)
            {
                sum += sums[(i * TSimd.Lanes) + lane];
            }

            to[i] = sum;
        }
    }

    /// <summary>Two vectors of results. The weights of the next group are asked for meanwhile: they lie too far for the processor to foresee.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddPairs(float* weights, nint next, float* factors, float* sums, int count)
    {
        var (a, b) = (TSimd.Load(factors), TSimd.Load(factors + TSimd.Lanes));
        for (; count > 0; count--, weights += 2 * TSimd.Lanes, sums += TSimd.Lanes)
        {
            TSimd.Prefetch(weights + next);
            TSimd.Prefetch(weights + next + TSimd.Lanes);
            var sum = TSimd.MultiplyAdd(a, TSimd.Load(weights), TSimd.Load(sums));
            TSimd.Store(TSimd.MultiplyAdd(b, TSimd.Load(weights + TSimd.Lanes), sum), sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add(float* weights, float* factors, float* sums, int count)
    {
        var factor = TSimd.Load(factors);
        for (; count > 0; count--, weights += TSimd.Lanes, sums += TSimd.Lanes)
        {
            TSimd.Store(TSimd.MultiplyAdd(factor, TSimd.Load(weights), TSimd.Load(sums)), sums);
        }
    }
}
