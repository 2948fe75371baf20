using IlgpuCam.Compute;
using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="TensorConvolution"/>: every tile, with factors that tf32 and half precision have exactly, so that the results are those of floats.</summary>
internal static class TensorCases
{
    // Fractional bits of a factor.
    private const int Fraction = 512;

    internal static IEnumerable<KernelCase> All => [.. Of<TensorTile128x128>(), .. Of<TensorTile64x64>(), .. Of<TensorTile32x32>()];

    private static IEnumerable<KernelCase> Of<TTile>()
        where TTile : struct, ITensorTile
    {
        var name = typeof(TTile).Name;
        var groups = TTile.Rows > 64 ? 1 : 2;
        var windows = ConvolutionProblem.Of(2, groups, 6, TTile.Rows + 1, new(3, (TTile.Columns / 6) + 1), new(3, 2), new(2, 1), new(1, 2), new(1, 2, 0, 1));
        var window = ConvolutionProblem.Of(1, 1, 1, 1, Size2.One, new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1));

        // In tf32 pixels are copied by fours, so that maps have a multiple of four.
        var pixels = ConvolutionProblem.Of(2, groups, TensorConvolution.HalfDepth + 1, TTile.Rows + 1, new(4, (TTile.Columns / 8) + 1), Size2.One, Size2.One, Size2.One, default);
        var pixel = ConvolutionProblem.Of(1, 1, 1, 1, new(2, 2), Size2.One, Size2.One, Size2.One, default);
        foreach (var (what, geometry, hasResidual) in new[] { ("windows", windows, true), ("a window", window, false) })
        {
            yield return new($"{what} in {name}, tf32", d => CheckTf32<TTile>(
                d, new(d, geometry, hasResidual, Round), TensorConvolution.Tf32<TTile, TensorWindowSource, ClampActivation>), false);
            yield return new($"{what} in {name}, half", d => CheckHalf<TTile>(
                d, new(d, geometry, hasResidual, Round), TensorConvolution.Half<TTile, WindowSource, ClampActivation>), false);
        }

        foreach (var (what, geometry, hasResidual) in new[] { ("pixels", pixels, false), ("a map of pixels", pixel, true) })
        {
            yield return new($"{what} in {name}, tf32", d => CheckTf32<TTile>(
                d, new(d, geometry, hasResidual, Round), TensorConvolution.Tf32<TTile, TensorPixelSource, ClampActivation>), false);
            yield return new($"{what} in {name}, half", d => CheckHalf<TTile>(
                d, new(d, geometry, hasResidual, Round), TensorConvolution.Half<TTile, PixelSource, ClampActivation>), false);
        }
    }

    private static void CheckTf32<TTile>(CaseDevice device, ConvolutionProblem problem, ConvolutionLaunch launch)
        where TTile : struct, ITensorTile
    {
        var shape = Shape<TTile>(problem, TensorConvolution.Depth);
        var (weights, taps) = (device.Upload(ConvolutionCases.Pack(problem, shape)), device.Upload(ConvolutionCases.Taps(problem, shape)));
        var config = Config<TTile>(problem, shape);
        device.Launch(s => launch(s, config, problem.Input, weights, taps, problem.Bias, problem.Residual, problem.Output.View, shape, CaseDevice.Clamp));
        device.Expect(problem.Expected(Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)), problem.Output);
    }

    private static void CheckHalf<TTile>(CaseDevice device, ConvolutionProblem problem, HalfConvolutionLaunch launch)
        where TTile : struct, ITensorTile
    {
        var shape = Shape<TTile>(problem, TensorConvolution.HalfDepth);
        var packed = ConvolutionCases.Pack(problem, shape);
        uint[] halves = [.. Enumerable.Range(0, packed.Length / 2).Select(i => Bits(packed[2 * i]) | (Bits(packed[(2 * i) + 1]) << 16))];
        var (weights, taps) = (device.Upload(halves), device.Upload(ConvolutionCases.Taps(problem, shape)));
        var config = Config<TTile>(problem, shape);
        device.Launch(s => launch(s, config, problem.Input, weights, taps, problem.Bias, problem.Residual, problem.Output.View, shape, CaseDevice.Clamp));
        device.Expect(problem.Expected(Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)), problem.Output);
    }

    private static ConvolutionShape Shape<TTile>(ConvolutionProblem problem, int depth)
        where TTile : struct, ITensorTile
    {
        var shape = problem.Shape;
        shape.Depth = CaseDevice.Parts(problem.Steps, depth) * depth;
        shape.PackedOutputs = CaseDevice.Parts(shape.GroupOutputs, TTile.Rows) * TTile.Rows;
        return shape;
    }

    private static KernelConfig Config<TTile>(ConvolutionProblem problem, in ConvolutionShape shape)
        where TTile : struct, ITensorTile => new(
            new Index3D(CaseDevice.Parts(shape.Columns, TTile.Columns), shape.PackedOutputs / TTile.Rows, problem.Geometry.Groups),
            TTile.Rows * TTile.Columns / (TTile.WarpRows * TTile.WarpColumns) * Warp.WarpSize);

    private static float Round(float value) => MathF.Round(value * Fraction) / Fraction;

    private static uint Bits(float value) => BitConverter.HalfToUInt16Bits((Half)value);
}
