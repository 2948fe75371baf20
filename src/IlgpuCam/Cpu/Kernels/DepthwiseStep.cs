using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A depthwise convolution: each block of channels by itself, a turn is a band of rows of one block.</summary>
internal sealed unsafe class DepthwiseStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly DepthwiseRows<TVector, TSimd> _rows;
    private readonly Form _input;
    private readonly Form _output;
    private readonly WindowRows _windowRows;
    private readonly RowBands _bands;

    internal DepthwiseStep(DepthwiseRows<TVector, TSimd> rows, Form input, Form output)
    {
        (_rows, _input, _output, _bands) = (rows, input, output, new(output));
        var window = rows.Window;
        _windowRows = new(window.Kernel.Height, (nint)window.Dilations.Height * input.Pitch, window.Kernel.Height);
    }

    internal override int Tasks => _bands.Tasks;

    internal override string Algorithm => "depthwise";

    internal override void Execute(int task, RunFrame* frame)
    {
        var window = _rows.Window;
        var (plane, first, end) = _bands.At(task);
        var arguments = _rows.Start(plane % _output.Planes);
        var rows = _windowRows.At(0);
        var input = _input.PlaneAt(frame, plane) - ((nint)window.Pads.Top * _input.Pitch) - ((nint)window.Pads.Left * TSimd.Lanes);
        var output = _output.PlaneAt(frame, plane);
        for (nint y = first; y < end; y++)
        {
            _rows.Row(&arguments, rows, input + (y * window.Strides.Height * _input.Pitch), output + (y * _output.Pitch));
        }
    }
}
