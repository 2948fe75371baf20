using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The direct convolution. A turn is a band of output rows of one image for some groups of output channels; a group's weights stay in the cache over the band,
/// and the band's input stays there over the groups. A 1x1 convolution of dense maps takes all pixels as one row.
/// </summary>
internal sealed unsafe class ConvolutionStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Floats of input a band should have at most: a quarter of a mebibyte, half of a small second-level cache.</summary>
    private const int BandInput = 1 << 16;

    private readonly ConvolutionGeometry _geometry;
    private readonly ConvolutionRows<TVector, TSimd> _rows;
    private readonly Form _input;
    private readonly Form _output;
    private readonly Form? _residual;
    private readonly bool _flat;
    private readonly int _lines;
    private readonly int _bands;
    private readonly int _shares;

    internal ConvolutionStep(
        in ConvolutionGeometry geometry, ConvolutionRows<TVector, TSimd> rows, Form input, Form output, Form? residual, int threads)
    {
        (_geometry, _rows, _input, _output, _residual) = (geometry, rows, input, output, residual);
        var window = geometry.Window;
        _flat = window.Kernel == Size2.One && window.Strides == Size2.One && !input.HasBorder && !output.HasBorder && residual is not { HasBorder: true };

        _rows.Compile(_flat ? (long)window.OutputHeight * window.OutputWidth : window.OutputWidth);

        // A line is a row, or a stretch of pixels that the tallest tile divides.
        var width = _flat ? _rows.Tiles.MostRows : window.OutputWidth;
        _lines = _flat ? ((window.OutputHeight * window.OutputWidth) + width - 1) / width : window.OutputHeight;
        var inputPerLine = Math.Max(1, (long)input.Planes * (_flat ? width * input.Pixel : input.Pitch * (long)window.Strides.Height));
        var linesPerBand = (int)Math.Clamp(BandInput / inputPerLine, 1, Math.Max(1, _lines));

        // Tasks enough to keep the threads equally busy: the output channels are shared out, and where these are few, the bands get lower.
        var wanted = threads == 1 ? 1 : 4 * threads;
        var most = Math.Max(1, (long)geometry.Batch * _rows.Groups.Length);
        linesPerBand = (int)Math.Clamp(_lines / ((wanted + most - 1) / most), 1, linesPerBand);
        _bands = (_lines + linesPerBand - 1) / linesPerBand;
        if (threads > 1 && HasMoreMapsThanWeights(geometry, input, output))
        {
            // Each thread has its rows, as it has in the layers before and after.
            _bands = (int)Math.Min((_bands + threads - 1L) / threads * threads, _lines);
        }

        var bands = Math.Max(1, (long)_bands * geometry.Batch);
        _shares = (int)Math.Clamp((wanted + bands - 1) / bands, 1, _rows.Groups.Length);
    }

    internal override int Tasks => _geometry.Batch * _bands * _shares;

    internal override string Algorithm => "direct";

    internal override void Execute(int task, RunFrame* frame)
    {
        var (share, band, image) = (task % _shares, task / _shares % _bands, task / _shares / _bands);
        var (firstGroup, endGroup) = (Share(share), Share(share + 1));
        var (firstLine, endLine) = (Line(band), Line(band + 1));
        for (var g = firstGroup; g < endGroup; g++)
        {
            Lines(g, image, firstLine, endLine, frame);
        }
    }

    private static bool HasMoreMapsThanWeights(in ConvolutionGeometry geometry, Form input, Form output)
    {
        var window = geometry.Window;
        var maps = ((long)input.Planes * input.Pixel * window.Height * window.Width) + ((long)output.Planes * TSimd.Lanes * window.OutputHeight * window.OutputWidth);
        return maps > (long)geometry.OutputChannels * (geometry.InputChannels / geometry.Groups) * window.Kernel.Height * window.Kernel.Width;
    }

    // Bands of nearly the same height keep the threads equally busy.
    private int Line(int band) => (int)((long)band * _lines / _bands);

    private int Share(int index) => (int)((long)index * _rows.Groups.Length / _shares);

    private void Lines(int index, int image, int firstLine, int endLine, RunFrame* frame)
    {
        var window = _geometry.Window;
        var group = _rows.Groups[index];
        var input = _input.At(frame) + (image * _input.Image);
        var output = _output.At(frame) + (image * _output.Image) + (group.Block * _output.Plane);
        var residual = _residual is null ? null : _residual.At(frame) + (image * _residual.Image) + (group.Block * _residual.Plane);
        if (_flat)
        {
            var start = (nint)firstLine * _rows.Tiles.MostRows;
            var pixels = (int)(Math.Min((nint)endLine * _rows.Tiles.MostRows, (nint)window.OutputHeight * window.OutputWidth) - start);
            start *= TSimd.Lanes;
            var all = _rows.Start(index, _rows.Tiles.Count(group.Columns, pixels));
            _rows.Tiles.Line(
                group.Columns, &all, input + (start / TSimd.Lanes * _input.Pixel), output + start, residual == null ? null : residual + start, pixels);
            return;
        }

        var arguments = _rows.StartRows(index, endLine - firstLine);
        input -= ((nint)window.Pads.Top * _input.Pitch) + ((nint)window.Pads.Left * _input.Pixel);
        for (nint y = firstLine; y < endLine; y++)
        {
            _rows.Tiles.Line(
                group.Columns, &arguments, input + (y * window.Strides.Height * _input.Pitch), output + (y * _output.Pitch),
                residual == null ? null : residual + (y * _residual!.Pitch), window.OutputWidth);
        }
    }
}
