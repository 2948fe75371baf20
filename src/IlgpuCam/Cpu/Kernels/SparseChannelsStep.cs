using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A 1x1 convolution that leaves out channels of zeros. A turn is a band of rows of one block of output channels.</summary>
internal sealed unsafe class SparseChannelsStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly Form _input;
    private readonly Form _flags;
    private readonly Form _output;
    private readonly AlignedBuffer _weights;
    private readonly RowBands _bands;

    /// <summary>Packs the weights.</summary>
    /// <param name="weights">A row for each output channel.</param>
    /// <param name="input">Blocked maps.</param>
    /// <param name="flags">A number a channel, 0 for channels of zeros; see <see cref="ChannelFlagsStep{TVector,TSimd}"/>.</param>
    /// <param name="output">Blocked maps.</param>
    /// <param name="budget">Bounds the memory.</param>
    internal SparseChannelsStep(WeightRows weights, Form input, Form flags, Form output, PackingBudget budget)
    {
        (_input, _flags, _output) = (input, flags, output);
        _weights = weights.PackColumns(output.Planes * TSimd.Lanes, budget, output.Storage.Owner);
        _bands = new(output);
    }

    internal override int Tasks => _bands.Tasks;

    internal override string Algorithm => "sparse";

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        var (image, block) = (plane / _output.Planes, plane % _output.Planes);
        var flags = _flags.At(frame) + ((nint)image * _input.Planes * TSimd.Lanes);
        var to = _output.PlaneAt(frame, plane);
        _output.ClearRows(to, first, end);
        var rest = new ReadOnlySpan<float>(flags, _input.Channels);
        for (int c = 0, step; (step = rest[c..].IndexOfAnyExcept(0)) >= 0; c++)
        {
            c += step;
            var weights = _weights.Pointer + ((((nint)c * _output.Planes) + block) * TSimd.Lanes);
            var from = _input.PlaneAt(frame, (image * _input.Planes) + (c / TSimd.Lanes)) + (c % TSimd.Lanes);
            for (nint y = first; y < end; y++)
            {
                AddRow(from + (y * _input.Pitch), weights, to + (y * _output.Pitch), _output.Width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddRow(float* from, float* weights, float* to, int pixels)
    {
        var factors = TSimd.Load(weights);
        for (; pixels > 0; pixels--, from += TSimd.Lanes, to += TSimd.Lanes)
        {
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(*from), factors, TSimd.Load(to)), to);
        }
    }
}
