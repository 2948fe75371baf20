using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A depthwise convolution: each block of channels by itself, a turn is a band of rows of one block.</summary>
internal sealed unsafe class DepthwiseStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly ConvolutionGeometry _geometry;
    private readonly Form _input;
    private readonly Form _output;
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _bias;
    private readonly DepthwiseTable<TVector, TSimd> _tiles;
    private readonly (float Low, float High) _bounds;
    private readonly RowBands _bands;

    internal DepthwiseStep(
        in ConvolutionGeometry geometry, WeightRows weights, ReadOnlySpan<float> bias, Form input, Form output, Activation activation, PackingBudget budget)
    {
        (_geometry, _input, _output) = (geometry, input, output);
        var window = geometry.Window;
        _tiles = new(window.Strides.Width);
        _bounds = Functions<TVector, TSimd>.Bounds(activation);
        _bands = new(output);
        _bias = new((long)output.Planes * TSimd.Lanes, clear: true);
        bias.CopyTo(_bias.Span);
        var taps = window.Kernel.Height * window.Kernel.Width;
        budget.Spend((long)output.Planes * (taps + 1) * TSimd.Lanes, output.Storage.Owner);
        _weights = new((long)output.Planes * taps * TSimd.Lanes, clear: true);
        for (var c = 0; c < geometry.OutputChannels; c++)
        {
            var row = weights.Read(c, 1);
            for (var tap = 0; tap < taps; tap++)
            {
                _weights.Span[(((c / TSimd.Lanes * taps) + tap) * TSimd.Lanes) + (c % TSimd.Lanes)] = row[tap];
            }
        }

        weights.Release();
    }

    internal override int Tasks => _bands.Tasks;

    internal override string Algorithm => "depthwise";

    internal override void Execute(int task, RunFrame* frame)
    {
        var window = _geometry.Window;
        var (plane, first, end) = _bands.At(task);
        var block = plane % _output.Planes;
        var arguments = new DepthwiseArguments
        {
            Weights = _weights.Pointer + ((nint)block * window.Kernel.Height * window.Kernel.Width * TSimd.Lanes),
            Bias = _bias.Pointer + (block * TSimd.Lanes),
            KernelHeight = window.Kernel.Height,
            KernelWidth = window.Kernel.Width,
            RowStep = (nint)window.Dilations.Height * _input.Pitch,
            TapStep = (nint)window.Dilations.Width * TSimd.Lanes,
            Step = (nint)window.Strides.Width * TSimd.Lanes,
            Low = _bounds.Low,
            High = _bounds.High,
        };
        var input = _input.PlaneAt(frame, plane) - ((nint)window.Pads.Top * _input.Pitch) - ((nint)window.Pads.Left * TSimd.Lanes);
        var output = _output.PlaneAt(frame, plane);
        for (nint y = first; y < end; y++)
        {
            _tiles.Line(&arguments, input + (y * window.Strides.Height * _input.Pitch), output + (y * _output.Pitch), window.OutputWidth);
        }
    }
}
