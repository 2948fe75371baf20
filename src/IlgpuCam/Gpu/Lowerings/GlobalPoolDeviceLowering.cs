using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>One number a map.</summary>
internal sealed class GlobalPoolDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var (input, output) = (operation.Input(0), operation.Output);
        var pixels = input.Shape[2] * input.Shape[3];
        var config = new KernelConfig(new Index3D(input.Shape[0] * input.Shape[1], 1, 1), new Index3D(GlobalPooling.GroupSize, 1, 1));
        builder.Add(
            ((GlobalPool)operation.Operator).Pooling == PoolingKind.Average
                ? stream => GlobalPooling.Mean(stream, config, input.View, output.View, pixels)
                : stream => GlobalPooling.Maximum(stream, config, input.View, output.View, pixels),
            input, output);
        return true;
    }
}
