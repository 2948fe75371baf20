using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Local response normalisation.</summary>
internal sealed class LocalResponseDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var normalization = (LocalResponseNormalization)operation.Operator;
        var (input, output) = (operation.Input(0), operation.Output);
        var (channels, pixels) = (input.Shape[1], input.Shape[2] * input.Shape[3]);
        var config = Launching.Over(pixels, channels, input.Shape[0]);
        var scale = normalization.Alpha / normalization.Size;
        builder.Add(
            stream => ChannelNormalization.LocalResponse(
                stream, config, input.View, output.View, channels, pixels, normalization.Before, normalization.After, scale, normalization.Beta, normalization.Bias),
            input, output);
        return true;
    }
}
