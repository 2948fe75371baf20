using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="DepthwiseConvolution"/>, of one channel and of groups.</summary>
internal static class DepthwiseCases
{
    private delegate void Launcher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation);

    internal static IEnumerable<KernelCase> All
    {
        get
        {
            var many = ConvolutionProblem.Of(3, 5, 1, 1, new(5, 7), new(5, 3), new(2, 1), new(1, 2), new(2, 1, 0, 3));
            var groups = ConvolutionProblem.Of(2, 3, 2, 3, new(6, 7), new(2, 3), new(1, 2), Size2.One, new(0, 2, 1, 0));
            var one = ConvolutionProblem.Of(1, 1, 1, 1, Size2.One, new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1));
            foreach (var (name, geometry) in new[] { ("channels", many), ("groups", groups), ("one", one) })
            {
                yield return new($"depthwise, {name}, clamp", d =>
                    Check(d, new(d, geometry, true), DepthwiseConvolution.Forward<ClampActivation>, CaseDevice.Clamp, Activation.Clip(CaseDevice.Clamp.A, CaseDevice.Clamp.B)));
                yield return new($"depthwise, {name}, any", d =>
                    Check(d, new(d, geometry, false), DepthwiseConvolution.Forward<AnyActivation>, CaseDevice.Silu, Activation.Silu));
            }
        }
    }

    private static void Check(CaseDevice device, ConvolutionProblem problem, Launcher launch, ActivationParameters parameters, Activation activation)
    {
        var (shape, weights) = (problem.Shape, device.Upload(problem.Weights));
        var config = CaseDevice.Over(shape.OutputHeight * shape.OutputWidth, problem.Geometry.OutputChannels, problem.Geometry.Batch);
        device.Launch(s => launch(s, config, problem.Input, weights, problem.Bias, problem.Residual, problem.Output.View, shape, parameters));
        device.Expect(problem.Expected(activation), problem.Output);
    }
}
