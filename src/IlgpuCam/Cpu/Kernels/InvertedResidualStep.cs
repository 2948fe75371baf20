using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// A convolution, a depthwise one on its result and a 1x1 one on that one's, band by band of output rows: the maps in between exist in the cache only, as the rows that the next windows read.
/// A turn is a part of all rows, in scratch memory of its own; it computes the rows above its first windows once more.
/// </summary>
internal sealed unsafe class InvertedResidualStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly ConvolutionRows<TVector, TSimd>? _expand;
    private readonly DepthwiseRows<TVector, TSimd> _depthwise;
    private readonly ConvolutionRows<TVector, TSimd> _project;
    private readonly InvertedResidualForms _forms;
    private readonly Form _scratch;
    private readonly WindowRows _windowRows;

    internal InvertedResidualStep(
        ConvolutionRows<TVector, TSimd>? expand, DepthwiseRows<TVector, TSimd> depthwise, ConvolutionRows<TVector, TSimd> project, InvertedResidualForms forms, Form scratch, int turns)
    {
        (_expand, _depthwise, _project, _forms, _scratch, Tasks) = (expand, depthwise, project, forms, scratch, turns);
        var kernel = depthwise.Window.Kernel.Height;
        _windowRows = expand is null ? new(kernel, forms.Input.Pitch, kernel) : new(kernel, forms.Expanded.Pitch, forms.Expanded.Height);
    }

    internal override int Tasks { get; }

    internal override string Algorithm => "fused";

    internal override void Execute(int task, RunFrame* frame)
    {
        var height = _depthwise.Window.OutputHeight;
        var rows = (long)_forms.Output.Batch * height;
        var (first, end) = (rows * task / Tasks, rows * (task + 1) / Tasks);
        var memory = _scratch.At(frame) + ((nint)task * _forms.ScratchLength);
        if (_expand is not null)
        {
            ClearSides(memory);
        }

        while (first < end)
        {
            var image = first / height * height;
            var last = Math.Min(end, image + height);
            Rows((int)(first / height), (int)(first - image), (int)(last - image), memory, frame);
            first = last;
        }
    }

    /// <summary>The borders left and right of the expanded rows, which no row writes to.</summary>
    private void ClearSides(float* ring)
    {
        var form = _forms.Expanded;
        var left = form.Border.Left * TSimd.Lanes;
        for (nint row = 0; row < (nint)form.Planes * form.Height; row++)
        {
            var start = ring + (row * form.Pitch);
            new Span<float>(start, left).Clear();
            new Span<float>(start + left + (form.Width * TSimd.Lanes), form.Border.Right * TSimd.Lanes).Clear();
        }
    }

    private void Rows(int image, int first, int end, float* memory, RunFrame* frame)
    {
        var window = _depthwise.Window;
        var between = memory + _forms.BetweenStart;
        var band = _forms.Between.Height;

        // Rows of the padded expanded map: what comes next, and what the band needs.
        var next = first * window.Strides.Height;
        for (var y = first; y < end; y += band)
        {
            var count = Math.Min(band, end - y);
            var start = y * window.Strides.Height;
            var needed = start + ((count - 1) * window.Strides.Height) + window.Kernel.Height;
            next = Math.Max(next, start);
            if (_expand is null)
            {
                for (var block = 0; block < _forms.Between.Planes; block++)
                {
                    var input = _forms.Input.At(frame) + (image * _forms.Input.Image) + (block * _forms.Input.Plane) - ((nint)window.Pads.Top * _forms.Input.Pitch) - ((nint)window.Pads.Left * TSimd.Lanes);
                    var arguments = _depthwise.Start(block);
                    for (var row = 0; row < count; row++)
                    {
                        _depthwise.Row(
                            &arguments, _windowRows.At(0), input + ((nint)(start + (row * window.Strides.Height)) * _forms.Input.Pitch),
                            between + (block * _forms.Between.Plane) + (row * (nint)_forms.Between.Pitch));
                    }
                }
            }
            else
            {
                for (var g = 0; g < _expand.Groups.Length; g++)
                {
                    Expand(g, image, next, needed, memory, frame);
                    var group = _expand.Groups[g];
                    for (var block = group.Block; block < group.Block + group.Columns; block++)
                    {
                        var arguments = _depthwise.Start(block);
                        for (var row = 0; row < count; row++)
                        {
                            _depthwise.Row(
                                &arguments, _windowRows.At(start + (row * window.Strides.Height)), memory + (block * _forms.Expanded.Plane),
                                between + (block * _forms.Between.Plane) + (row * (nint)_forms.Between.Pitch));
                        }
                    }
                }

                next = needed;
            }

            Project(image, y, count, between, frame);
        }
    }

    /// <summary>Computes rows of one group of the expanded map, counted from the first one of the padding.</summary>
    private void Expand(int index, int image, int first, int end, float* ring, RunFrame* frame)
    {
        var (form, input, window) = (_forms.Expanded, _forms.Input, _expand!.Window);
        var group = _expand.Groups[index];
        var arguments = _expand.StartRows(index, end - first);
        var from = input.At(frame) + (image * input.Image) - ((nint)window.Pads.Top * input.Pitch) - ((nint)window.Pads.Left * input.Pixel);
        var to = ring + (group.Block * form.Plane) + ((nint)form.Border.Left * TSimd.Lanes);
        for (var row = first; row < end; row++)
        {
            var output = to + (row % form.Height * (nint)form.Pitch);
            var y = row - _depthwise.Window.Pads.Top;
            if (y >= 0 && y < window.OutputHeight)
            {
                _expand.Tiles.Line(group.Columns, &arguments, from + ((nint)y * window.Strides.Height * input.Pitch), output, null, window.OutputWidth);
            }
            else
            {
                for (var block = 0; block < group.Columns; block++)
                {
                    new Span<float>(output + (block * form.Plane), form.Width * TSimd.Lanes).Clear();
                }
            }
        }
    }

    private void Project(int image, int first, int count, float* between, RunFrame* frame)
    {
        var (form, output, residual) = (_forms.Between, _forms.Output, _forms.Residual);
        for (var g = 0; g < _project.Groups.Length; g++)
        {
            var group = _project.Groups[g];
            var arguments = _project.StartRows(g, count);
            var to = output.At(frame) + (image * output.Image) + (group.Block * output.Plane) + ((nint)first * output.Pitch);
            var added = residual is null ? null : residual.At(frame) + (image * residual.Image) + (group.Block * residual.Plane) + ((nint)first * residual.Pitch);
            for (nint row = 0; row < count; row++)
            {
                _project.Tiles.Line(
                    group.Columns, &arguments, between + (row * form.Pitch), to + (row * output.Pitch), added == null ? null : added + (row * residual!.Pitch), form.Width);
            }
        }
    }
}
