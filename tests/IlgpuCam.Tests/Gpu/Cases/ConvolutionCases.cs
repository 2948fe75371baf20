using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Convolution"/>: every tile, with one result and with a row, a column and a step more than tiles.</summary>
internal static class ConvolutionCases
{
    private const int Outside = 0x7fff;

    internal static IEnumerable<KernelCase> All =>
        [.. Of<Tile128x128>(), .. Of<Tile64x64>(), .. Of<Tile64x32>(), .. Of<Tile32x64>(), .. Of<Tile32x32>(), .. Of<Tile16x64>()];

    private static IEnumerable<KernelCase> Of<TTile>()
        where TTile : struct, ITile
    {
        var name = typeof(TTile).Name;
        Size2 size = new(TTile.Columns > 64 ? 5 : 3, (TTile.Columns / (TTile.Columns > 64 ? 10 : 6)) + 1);
        Size2 strides = new(2, 1);
        var windows = ConvolutionProblem.Of(2, 2, 3, TTile.Rows + 1, size, new(3, 2), strides, new(1, 2), new(1, 2, 0, 1));
        var pixels = ConvolutionProblem.Of(2, 2, TTile.Depth + 1, TTile.Rows + 1, size, Size2.One, strides, Size2.One, default);
        var window = ConvolutionProblem.Of(1, 1, 1, 1, Size2.One, new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1));
        var pixel = ConvolutionProblem.Of(1, 1, 1, 1, Size2.One, Size2.One, Size2.One, Size2.One, default);
        yield return new($"windows in {name}", d => Check<TTile>(d, new(d, windows, false), Convolution.Forward<TTile, WindowSource, ClampActivation>));
        yield return new($"a window in {name}", d => Check<TTile>(d, new(d, window, true), Convolution.Forward<TTile, WindowSource, ClampActivation>));
        yield return new($"pixels in {name}", d => Check<TTile>(d, new(d, pixels, true), Convolution.Forward<TTile, PixelSource, ClampActivation>));
        yield return new($"windows in {name}, in parts", d => Check<TTile>(d, new(d, windows, false), Convolution.Forward<TTile, WindowSource, ClampActivation>, 2));
        yield return new($"pixels in {name}, in parts", d => Check<TTile>(d, new(d, pixels, true), Convolution.Forward<TTile, PixelSource, ClampActivation>, 2));
        yield return new($"a pixel in {name}", d => Check<TTile>(d, new(d, pixel, false), Convolution.Forward<TTile, PixelSource, ClampActivation>));
    }

    private static void Check<TTile>(CaseDevice device, ConvolutionProblem problem, ConvolutionLaunch launch, int parts = 1)
        where TTile : struct, ITile
    {
        var shape = problem.Shape;
        var groups = problem.Geometry.Groups;
        shape.Depth = CaseDevice.Parts(problem.Steps, TTile.Depth) * TTile.Depth;
        shape.PackedOutputs = CaseDevice.Parts(shape.GroupOutputs, TTile.Rows) * TTile.Rows;
        var (weights, taps) = (device.Upload(Pack(problem, shape)), device.Upload(Taps(problem, shape)));
        var config = new KernelConfig(
            new Index3D(CaseDevice.Parts(shape.Columns, TTile.Columns), shape.PackedOutputs / TTile.Rows, groups * parts),
            new Index3D(TTile.Rows * TTile.Columns / (TTile.RowsPerItem * TTile.ColumnsPerItem), 1, 1));
        if (parts == 1)
        {
            device.Launch(s => launch(s, config, problem.Input, weights, taps, problem.Bias, problem.Residual, problem.Output.View, shape, CaseDevice.Clamp));
        }
        else
        {
            var (channels, count) = (problem.Geometry.OutputChannels, problem.Geometry.OutputChannels * shape.Columns);
            var split = shape;
            (split.Parts, split.PartLength, split.OutputImage, split.HasResidual) = (parts, count, count / problem.Geometry.Batch, 0);
            shape.Parts = parts;
            var (partial, zeros) = (device.Scratch<float>(parts * count), device.Upload(new float[channels]));
            var none = new ActivationParameters { A = float.NegativeInfinity, B = float.PositiveInfinity };
            device.Launch(s => launch(s, config, problem.Input, weights, taps, zeros, partial, partial, split, none));
            device.Launch(s => SplitSum.Run<ClampActivation>(
                s, CaseDevice.Over(count), partial, problem.Bias, problem.Residual, problem.Output.View, shape, channels, count, CaseDevice.Clamp));
        }

        device.Expect(problem.Expected(Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)), problem.Output);
    }

    // [groups, steps, outputs of a group]; steps and outputs that there are not have 0.
    internal static float[] Pack(ConvolutionProblem problem, in ConvolutionShape shape)
    {
        var packed = new float[problem.Geometry.Groups * shape.Depth * shape.PackedOutputs];
        for (var i = 0; i < problem.Weights.Length; i++)
        {
            var (output, step) = Math.DivRem(i, problem.Steps);
            var (group, row) = Math.DivRem(output, shape.GroupOutputs);
            packed[(((group * shape.Depth) + step) * shape.PackedOutputs) + row] = problem.Weights[i];
        }

        return packed;
    }

    internal static int[] Taps(ConvolutionProblem problem, in ConvolutionShape shape)
    {
        var taps = new int[2 * shape.Depth];
        for (var step = 0; step < shape.Depth; step++)
        {
            var (channel, place) = Math.DivRem(step, shape.KernelHeight * shape.KernelWidth);
            var (y, x) = (place / shape.KernelWidth * shape.DilationY, place % shape.KernelWidth * shape.DilationX);
            var isStep = step < problem.Steps;
            taps[2 * step] = isStep ? (((channel * shape.Height) + y) * shape.Width) + x : 0;
            taps[(2 * step) + 1] = isStep ? (y << 16) | x : Outside << 16;
        }

        return taps;
    }
}
