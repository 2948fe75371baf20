using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The last rows of a convolution's result, in scratch memory: as many as a band of the next layer's windows reads, with the border that they read. Rows are counted from the first one of that border.
/// </summary>
internal sealed unsafe class RowRing<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly ConvolutionRows<TVector, TSimd> _convolution;
    private readonly Form _input;
    private readonly Form _ring;
    private readonly WindowRows _windows;
    private readonly int _above;

    /// <summary>Plans the memory.</summary>
    /// <param name="operation">The convolution.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="next">The windows that read its result.</param>
    /// <param name="band">Rows of these windows that are computed at a time.</param>
    /// <param name="budget">Bounds the memory of all packed weights.</param>
    internal RowRing(Operation operation, Form input, in WindowGeometry next, int band, PackingBudget budget)
    {
        (_input, _above) = (input, next.Pads.Top);
        var rows = ((band - 1) * next.Strides.Height) + next.Kernel.Height;
        _ring = Form.Maps(TSimd.Lanes, [1, operation.Output.Shape[1], rows, next.Width], next.Pads with { Top = 0, Bottom = 0 }, operation.Node.Name);
        _windows = new(next.Kernel.Height, _ring.Pitch, rows);
        _convolution = ConvolutionRows<TVector, TSimd>.Create(operation, input, _ring, null, budget);
        _convolution.Compile(_convolution.Window.OutputWidth);
    }

    /// <summary>Floats that it takes.</summary>
    internal long Length => _ring.Storage.Length;

    /// <summary>Groups of channels, which are computed one by one.</summary>
    internal ReadOnlySpan<ColumnGroup> Groups => _convolution.Groups;

    /// <summary>Clears the border left and right of all rows.</summary>
    internal void ClearSides(float* memory)
    {
        var left = _ring.Border.Left * TSimd.Lanes;
        var right = _ring.Border.Right * TSimd.Lanes;
        for (nint row = 0; row < (nint)_ring.Planes * _ring.Height; row++)
        {
            var start = memory + (row * _ring.Pitch);
            new Span<float>(start, left).Clear();
            new Span<float>(start + _ring.Pitch - right, right).Clear();
        }
    }

    /// <summary>Computes rows of one group; those above and below the map are zeros.</summary>
    internal void Fill(int index, int image, int first, int end, float* memory, RunFrame* frame)
    {
        var window = _convolution.Window;
        var group = _convolution.Groups[index];
        var arguments = _convolution.StartRows(index, end - first);
        var from = _input.At(frame) + (image * _input.Image) - ((nint)window.Pads.Top * _input.Pitch) - ((nint)window.Pads.Left * _input.Pixel);
        var to = memory + (group.Block * _ring.Plane) + ((nint)_ring.Border.Left * TSimd.Lanes);
        for (var row = first; row < end; row++)
        {
            var output = to + (row % _ring.Height * (nint)_ring.Pitch);
            var y = row - _above;
            if (y >= 0 && y < window.OutputHeight)
            {
                _convolution.Tiles.Line(group.Columns, &arguments, from + ((nint)y * window.Strides.Height * _input.Pitch), output, null, window.OutputWidth);
            }
            else
            {
                for (var block = 0; block < group.Columns; block++)
                {
                    _ring.ClearRows(output + (block * _ring.Plane), 0, 1);
                }
            }
        }
    }

    /// <summary>Where a block's rows are counted from, at the left edge of the border.</summary>
    internal float* Block(float* memory, int block) => memory + (block * _ring.Plane);

    /// <summary>The rows of a window.</summary>
    /// <param name="first">Its first row.</param>
    internal nint* Window(int first) => _windows.At(first);
}
