using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>The second step of sums that are split into parts.</summary>
internal static class SplitSumLaunch
{
    /// <summary>Adds the launch.</summary>
    /// <param name="operation">What is planned.</param>
    /// <param name="builder">Where to.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="bias">One value a channel.</param>
    /// <param name="shape">The result's size, strides and number of parts.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="images">Its images.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="residual">What is added before the activation, or null.</param>
    /// <param name="activation">What follows.</param>
    internal static void Add(
        DeviceOperation operation,
        DevicePlanBuilder builder,
        DeviceValue parts,
        ArrayView<float> bias,
        ConvolutionShape shape,
        int channels,
        int images,
        DeviceValue output,
        DeviceValue? residual,
        Activation activation)
    {
        _ = Launching.Count(parts.Shape, operation);
        var count = checked(images * channels * shape.OutputHeight * shape.OutputWidth);
        var config = Launching.Over(count);
        var parameters = Launching.Parameters(activation);
        var summand = residual ?? output;
        builder.Add(
            activation.IsClamp
                ? stream => SplitSum.Run<ClampActivation>(stream, config, parts.View, bias, summand.View, output.View, shape, channels, count, parameters)
                : stream => SplitSum.Run<AnyActivation>(stream, config, parts.View, bias, summand.View, output.View, shape, channels, count, parameters),
            parts, output, residual);
    }
}
