using IlgpuCam.Compute;
using IlgpuCam.Models.Operators;
using Rows = IlgpuCam.Kernels.Softmax;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Softmax along an axis behind which there are only axes of length 1.</summary>
internal sealed class SoftmaxDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var softmax = (Softmax)operation.Operator;
        var (input, output) = (operation.Input(0), operation.Output);
        var axis = operation.Context.NormaliseAxis(softmax.Axis, output.Shape.Rank);
        var length = output.Shape[axis];
        if (length == 0 || output.Shape.Skip(axis + 1).Any(l => l != 1))
        {
            return false;
        }

        var config = new KernelConfig(new Index3D(Launching.Count(output.Shape, operation) / length, 1, 1), new Index3D(Rows.GroupSize, 1, 1));
        var isLogarithm = softmax.Logarithm ? 1 : 0;
        builder.Add(stream => Rows.Run(stream, config, input.View, output.View, length, isLogarithm), input, output);
        return true;
    }
}
