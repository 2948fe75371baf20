using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>What goes back through maxima and means of windows.</summary>
internal sealed class PoolGradientDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var (gradient, output) = (operation.Input(0), operation.Output);
        var config = Launching.Over(output.Shape[2] * output.Shape[3], output.Shape[1], output.Shape[0]);
        if (operation.Operator is AveragePoolGradient2d mean)
        {
            var shape = PoolDeviceLowering.Shape(mean.Geometry(operation.Context), mean.CountIncludePad, output.Image, gradient.Image);
            builder.Add(stream => PoolingGradients.Mean(stream, config, gradient.View, output.View, shape), gradient, output);
        }
        else
        {
            var input = operation.Input(1);
            var shape = PoolDeviceLowering.Shape(((MaxPoolGradient2d)operation.Operator).Geometry(operation.Context), false, output.Image, gradient.Image);
            builder.Add(stream => PoolingGradients.Maximum(stream, config, gradient.View, input.View, output.View, shape), gradient, input, output);
        }

        return true;
    }
}
