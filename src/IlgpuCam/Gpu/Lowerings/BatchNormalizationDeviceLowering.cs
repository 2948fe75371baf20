using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Batch normalisation that no convolution could take up: a scale and a shift a channel.</summary>
internal sealed class BatchNormalizationDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var (input, output) = (operation.Input(0), operation.Output);
        var (scale, shift) = ((BatchNormalization)operation.Operator).Affine(operation.Context);
        var (factors, summands) = (builder.Upload<float>(scale), builder.Upload<float>(shift));
        var channels = scale.Length;
        var pixels = Launching.Count(input.Shape, operation) / Math.Max(input.Shape[0] * channels, 1);
        var config = Launching.Over(pixels, channels, input.Shape[0]);
        var parameters = Launching.Parameters(operation.Activation);
        builder.Add(stream => ChannelNormalization.Affine(stream, config, input.View, factors, summands, output.View, channels, pixels, parameters), input, output);
        return true;
    }
}
