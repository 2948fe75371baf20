using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Where a backward pass begins.</summary>
internal sealed class GradientSeedDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var (scores, weights, output) = (operation.Input(0), operation.Input(1), operation.Output);
        var count = Launching.Count(output.Shape, operation);
        if (count == 0)
        {
            return false;
        }

        var (images, length) = (output.Shape[0], count / output.Shape[0]);
        var config = new KernelConfig(new Index3D(images, 1, 1), new Index3D(GradientSeeding.GroupSize, 1, 1));
        builder.Add(stream => GradientSeeding.Run(stream, config, scores.View, weights.View, output.View, length), scores, weights, output);
        return true;
    }
}
