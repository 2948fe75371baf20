using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>A convolution with random numbers; its result lies between other maps, as in a concatenation, and so does its summand.</summary>
internal sealed class ConvolutionProblem
{
    private const int MapsBetween = 2;

    private readonly float[] _bias;
    private readonly float[]? _residual;
    private readonly int _pixels;

    internal ConvolutionProblem(CaseDevice device, ConvolutionGeometry geometry, bool hasResidual, Converter<float, float>? rounding = null)
    {
        Geometry = geometry;
        var window = geometry.Window;
        _pixels = window.OutputHeight * window.OutputWidth;
        var image = (geometry.OutputChannels + MapsBetween) * _pixels;
        rounding ??= v => v;
        Inputs = Array.ConvertAll(device.Random(geometry.Batch * geometry.InputChannels * window.Height * window.Width), rounding);
        Weights = Array.ConvertAll(device.Random(geometry.OutputChannels * Steps), rounding);
        _bias = device.Random(geometry.OutputChannels);
        _residual = hasResidual ? device.Random(geometry.Batch * image) : null;
        Input = device.Upload(Inputs);
        Bias = device.Upload(_bias);
        Output = device.Result(geometry.Batch * image);
        Residual = _residual is null ? Output.View : device.Upload(_residual);
        Shape = new()
        {
            Height = window.Height,
            Width = window.Width,
            OutputHeight = window.OutputHeight,
            OutputWidth = window.OutputWidth,
            StrideY = window.Strides.Height,
            StrideX = window.Strides.Width,
            PadTop = window.Pads.Top,
            PadLeft = window.Pads.Left,
            KernelHeight = window.Kernel.Height,
            KernelWidth = window.Kernel.Width,
            DilationY = window.Dilations.Height,
            DilationX = window.Dilations.Width,
            GroupChannels = geometry.InputChannels / geometry.Groups,
            GroupOutputs = geometry.OutputChannels / geometry.Groups,
            InputImage = geometry.InputChannels * window.Height * window.Width,
            OutputImage = image,
            ResidualImage = image,
            Columns = geometry.Batch * _pixels,
            HasResidual = hasResidual ? 1 : 0,
        };
    }

    internal ConvolutionGeometry Geometry { get; }

    internal ConvolutionShape Shape { get; }

    /// <summary>Multiply-adds of a result.</summary>
    internal int Steps => Geometry.InputChannels / Geometry.Groups * Geometry.Window.Kernel.Height * Geometry.Window.Kernel.Width;

    internal float[] Inputs { get; }

    /// <summary>[output channels, <see cref="Steps"/>].</summary>
    internal float[] Weights { get; }

    internal ArrayView<float> Input { get; }

    internal ArrayView<float> Bias { get; }

    internal ArrayView<float> Residual { get; }

    internal MemoryBuffer1D<float> Output { get; }

    /// <summary>A geometry of a size of result.</summary>
    internal static ConvolutionGeometry Of(
        int batch, int groups, int inputs, int outputs, Size2 output, Size2 kernel, Size2 strides, Size2 dilations, Padding2d pads)
    {
        var height = ((output.Height - 1) * strides.Height) + ((kernel.Height - 1) * dilations.Height) + 1 - pads.Top - pads.Bottom;
        var width = ((output.Width - 1) * strides.Width) + ((kernel.Width - 1) * dilations.Width) + 1 - pads.Left - pads.Right;
        return new(batch, groups * inputs, groups * outputs, groups, new(height, width, kernel, strides, dilations, pads, output.Height, output.Width));
    }

    /// <summary>The result and what lies between, of a function that comes last.</summary>
    internal double[] Expected(Activation activation)
    {
        var function = ReferenceFunctions.Of(activation);
        var sums = ReferenceExecutor.Convolve(Geometry, Array.ConvertAll(Inputs, v => (double)v), Array.ConvertAll(Weights, v => (double)v), Array.ConvertAll(_bias, v => (double)v));
        var maps = Geometry.OutputChannels * _pixels;
        return [.. Enumerable.Range(0, Geometry.Batch * Shape.OutputImage).Select(i =>
        {
            var (n, at) = Math.DivRem(i, Shape.OutputImage);
            return at < maps ? function(sums[(n * maps) + at] + (_residual?[i] ?? 0)) : double.NaN;
        })];
    }
}
