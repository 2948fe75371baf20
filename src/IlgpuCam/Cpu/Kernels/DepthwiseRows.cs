using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A depthwise convolution row by row: whoever calls it says where the rows are.</summary>
internal sealed unsafe class DepthwiseRows<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _bias;
    private readonly DepthwiseTable<TVector, TSimd> _tiles;
    private readonly DepthwiseArguments _arguments;
    private readonly int _taps;

    /// <summary>Packs.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="weights">A row [kh,kw] for each channel.</param>
    /// <param name="bias">A number a channel, or empty.</param>
    /// <param name="activation">A clamp; others come later and count as none.</param>
    /// <param name="budget">Bounds the memory of all layers.</param>
    /// <param name="owner">The node, as errors name it.</param>
    private DepthwiseRows(in ConvolutionGeometry geometry, WeightRows weights, ReadOnlySpan<float> bias, Activation activation, PackingBudget budget, string owner)
    {
        Window = geometry.Window;
        _tiles = new(geometry.Window);
        var (low, high) = Functions<TVector, TSimd>.Bounds(activation);
        _arguments = new()
        {
            KernelHeight = Window.Kernel.Height,
            KernelWidth = Window.Kernel.Width,
            TapStep = (nint)Window.Dilations.Width * TSimd.Lanes,
            Step = (nint)Window.Strides.Width * TSimd.Lanes,
            Low = low,
            High = high,
        };
        var planes = (geometry.OutputChannels + TSimd.Lanes - 1L) / TSimd.Lanes;
        _bias = new(planes * TSimd.Lanes, clear: true);
        bias.CopyTo(_bias.Span);
        _taps = Window.Kernel.Height * Window.Kernel.Width;
        budget.Spend(planes * (_taps + 1) * TSimd.Lanes, owner);
        _weights = new(planes * _taps * TSimd.Lanes, clear: true);
        for (var c = 0; c < geometry.OutputChannels; c++)
        {
            var row = weights.Read(c, 1);
            for (var tap = 0; tap < _taps; tap++)
            {
                _weights.Span[(((c / TSimd.Lanes * _taps) + tap) * TSimd.Lanes) + (c % TSimd.Lanes)] = row[tap];
            }
        }

        weights.Release();
    }

    internal WindowGeometry Window { get; }

    /// <summary>Packs the weights of an operation.</summary>
    internal static DepthwiseRows<TVector, TSimd> Create(Operation operation, PackingBudget budget)
    {
        var geometry = ConvolutionLowering<TVector, TSimd>.Geometry(operation);
        return new(
            geometry, new(operation.Weights(1), geometry.OutputChannels), operation.OptionalWeights(2)?.ToFloats() ?? [], operation.Activation, budget, operation.Node.Name);
    }

    /// <summary>What the tiles of a block of channels have in common.</summary>
    internal DepthwiseArguments Start(int block)
    {
        var arguments = _arguments;
        arguments.Weights = _weights.Pointer + ((nint)block * _taps * TSimd.Lanes);
        arguments.Bias = _bias.Pointer + (block * TSimd.Lanes);
        return arguments;
    }

    /// <summary>Computes a row.</summary>
    /// <param name="arguments">Those of the block.</param>
    /// <param name="rows">For each row of the window where it is, in floats behind <paramref name="input"/>.</param>
    /// <param name="input">What the rows are counted from, at the first window's left edge.</param>
    /// <param name="output">The row's first pixel.</param>
    internal void Row(DepthwiseArguments* arguments, nint* rows, float* input, float* output)
    {
        arguments->Rows = rows;
        _tiles.Line(arguments, input, output);
    }
}
