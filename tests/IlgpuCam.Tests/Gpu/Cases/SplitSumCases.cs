using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;
using Layer = IlgpuCam.Kernels.FullyConnected;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="SplitSum"/>, by itself and behind the kernels that compute parts.</summary>
internal static class SplitSumCases
{
    private delegate void Launcher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<float> parts,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        int channels,
        int count,
        ActivationParameters activation);

    internal static IEnumerable<KernelCase> All
    {
        get
        {
            foreach (var (parts, images, channels, pixels) in new[] { (3, 2, 5, 7), (1, 1, 1, 1), (2, 1, 34, 1) })
            {
                var name = $"sums of {parts} parts, {images}, {channels}, {pixels}";
                yield return new($"{name}, clamp", d => Check(
                    d, parts, images, channels, pixels, SplitSum.Run<ClampActivation>, CaseDevice.Clamp, Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)));
                yield return new($"{name}, any", d => Check(d, parts, images, channels, pixels, SplitSum.Run<AnyActivation>, CaseDevice.Silu, Activation.Silu));
            }

            yield return new("fully connected in parts", d => CheckFullyConnected(d, 131, 5, 6, 3));
            yield return new("fully connected in parts of one", d => CheckFullyConnected(d, 2, 3, 1, 2));
        }
    }

    private static void Check(CaseDevice device, int parts, int images, int channels, int pixels, Launcher launch, ActivationParameters parameters, Activation activation)
    {
        // The result and the summand lie between other maps.
        var (count, image) = (images * channels * pixels, (channels + 2) * pixels);
        var (p, b, r) = (device.Random(parts * count), device.Random(channels), device.Random(images * image));
        var output = device.Result(images * image);
        var shape = new ConvolutionShape { OutputHeight = 1, OutputWidth = pixels, OutputImage = image, ResidualImage = image, HasResidual = 1, Parts = parts };
        var (views, bias, residual) = (device.Upload(p), device.Upload(b), device.Upload(r));
        device.Launch(s => launch(s, CaseDevice.Over(count), views, bias, residual, output.View, shape, channels, count, parameters));
        var function = ReferenceFunctions.Of(activation);
        device.Expect(
            [.. Enumerable.Range(0, images * image).Select(i =>
            {
                var (n, at) = Math.DivRem(i, image);
                return at >= channels * pixels
                    ? double.NaN
                    : function(b[at / pixels] + r[i] + Enumerable.Range(0, parts).Sum(k => (double)p[(k * count) + (n * channels * pixels) + at]));
            })],
            output);
    }

    private static void CheckFullyConnected(CaseDevice device, int inputs, int outputs, int images, int parts)
    {
        var (x, w) = (device.Random(images * inputs), device.Random(outputs * inputs));
        var (input, weights, zeros, output) = (device.Upload(x), device.Upload(w), device.Upload(new float[outputs]), device.Result(parts * images * outputs));
        var config = new KernelConfig(new Index3D(outputs, CaseDevice.Parts(images, Layer.Images), parts), new Index3D(Layer.GroupSize, 1, 1));
        var none = new ActivationParameters { A = float.NegativeInfinity, B = float.PositiveInfinity };
        device.Launch(s => Layer.Forward<ClampActivation>(s, config, input, weights, zeros, output.View, inputs, outputs, images, none));
        var share = CaseDevice.Parts(inputs, parts);
        device.Expect(
            [.. Enumerable.Range(0, parts * images * outputs).Select(i =>
            {
                var (part, at) = Math.DivRem(i, images * outputs);
                return Enumerable.Range(part * share, Math.Max(0, Math.Min(share, inputs - (part * share)))).Sum(k => (double)w[(at % outputs * inputs) + k] * x[(at / outputs * inputs) + k]);
            })],
            output);
    }
}
