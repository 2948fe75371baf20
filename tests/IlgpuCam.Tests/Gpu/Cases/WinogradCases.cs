using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Winograd"/>: both transforms and, between them, the product as a plain loop.</summary>
internal static class WinogradCases
{
    // Lavin and Gray 2016, section 4.1: the filter's transform.
    private static readonly double[,] FilterMatrix = { { 1, 0, 0 }, { 0.5, 0.5, 0.5 }, { 0.5, -0.5, 0.5 }, { 0, 0, 1 } };

    private delegate void Launcher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<float> products,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation,
        int tilesDown,
        int tilesAcross,
        int tiles,
        int channels);

    internal static IEnumerable<KernelCase> All
    {
        get
        {
            var many = ConvolutionProblem.Of(2, 1, 3, 5, new(7, 6), new(3, 3), Size2.One, Size2.One, new(1, 0, 0, 2));
            var one = ConvolutionProblem.Of(1, 1, 1, 1, Size2.One, new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1));
            foreach (var (name, geometry) in new[] { ("maps", many), ("one", one) })
            {
                yield return new($"Winograd, {name}, clamp", d =>
                    Check(d, new(d, geometry, true), Winograd.TransformOutput<ClampActivation>, CaseDevice.Clamp, Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)));
                yield return new($"Winograd, {name}, any", d =>
                    Check(d, new(d, geometry, false), Winograd.TransformOutput<AnyActivation>, CaseDevice.Silu, Activation.Silu));
            }
        }
    }

    private static void Check(CaseDevice device, ConvolutionProblem problem, Launcher launch, ActivationParameters parameters, Activation activation)
    {
        var (shape, geometry) = (problem.Shape, problem.Geometry);
        var (down, across) = (CaseDevice.Parts(shape.OutputHeight, 2), CaseDevice.Parts(shape.OutputWidth, 2));
        var tiles = geometry.Batch * down * across;
        var transformed = device.Result(Winograd.Frequencies * geometry.InputChannels * tiles);
        device.Launch(s => Winograd.TransformInput(
            s, CaseDevice.Over(tiles, geometry.InputChannels), problem.Input, transformed.View, shape, down, across, tiles, geometry.InputChannels));
        var products = device.Upload(Multiply(problem, transformed.GetAsArray1D(), tiles));
        device.Launch(s => launch(
            s, CaseDevice.Over(tiles, geometry.OutputChannels), products, problem.Bias, problem.Residual, problem.Output.View, shape, parameters, down, across, tiles, geometry.OutputChannels));
        device.Expect(problem.Expected(activation), problem.Output);
    }

    private static float[] Multiply(ConvolutionProblem problem, float[] transformed, int tiles)
    {
        var (channels, outputs) = (problem.Geometry.InputChannels, problem.Geometry.OutputChannels);
        var products = new float[Winograd.Frequencies * outputs * tiles];
        for (var i = 0; i < products.Length; i++)
        {
            var (frequency, output, tile) = (i / (outputs * tiles), i / tiles % outputs, i % tiles);
            products[i] = (float)Enumerable.Range(0, channels).Sum(c =>
                Filter(problem.Weights.AsSpan(((output * channels) + c) * 9, 9), frequency) * transformed[(((frequency * channels) + c) * tiles) + tile]);
        }

        return products;
    }

    private static double Filter(ReadOnlySpan<float> window, int frequency)
    {
        var sum = 0.0;
        for (var i = 0; i < 9; i++)
        {
            sum += FilterMatrix[frequency / 4, i / 3] * window[i] * FilterMatrix[frequency % 4, i % 3];
        }

        return sum;
    }
}
