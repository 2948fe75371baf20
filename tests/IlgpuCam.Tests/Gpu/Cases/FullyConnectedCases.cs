using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;
using Layer = IlgpuCam.Kernels.FullyConnected;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Layer"/>.</summary>
internal static class FullyConnectedCases
{
    private delegate void Launcher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<float> bias,
        ArrayView<float> output,
        int inputs,
        int outputs,
        int images,
        ActivationParameters activation);

    internal static IEnumerable<KernelCase> All
    {
        get
        {
            foreach (var (inputs, outputs, images) in new[] { (131, 5, 7), (1, 1, 1), (64, 3, 4) })
            {
                yield return new($"fully connected {inputs}, {outputs}, {images}, clamp", d => Check(
                    d, inputs, outputs, images, Layer.Forward<ClampActivation>, CaseDevice.Clamp, Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)));
                yield return new($"fully connected {inputs}, {outputs}, {images}, any", d => Check(
                    d, inputs, outputs, images, Layer.Forward<AnyActivation>, CaseDevice.Silu, Activation.Silu));
            }
        }
    }

    private static void Check(CaseDevice device, int inputs, int outputs, int images, Launcher launch, ActivationParameters parameters, Activation activation)
    {
        var (x, w, b) = (device.Random(images * inputs), device.Random(outputs * inputs), device.Random(outputs));
        var (input, weights, bias, output) = (device.Upload(x), device.Upload(w), device.Upload(b), device.Result(images * outputs));
        var config = new KernelConfig(new Index3D(outputs, CaseDevice.Parts(images, Layer.Images), 1), new Index3D(Layer.GroupSize, 1, 1));
        device.Launch(s => launch(s, config, input, weights, bias, output.View, inputs, outputs, images, parameters));
        var function = ReferenceFunctions.Of(activation);
        device.Expect(
            [.. Enumerable.Range(0, images * outputs).Select(i => function(
                b[i % outputs] + Enumerable.Range(0, inputs).Sum(k => (double)w[(i % outputs * inputs) + k] * x[(i / outputs * inputs) + k])))],
            output);
    }
}
