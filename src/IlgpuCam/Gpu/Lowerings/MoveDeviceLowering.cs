using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Operators that move elements by fixed steps: transposition, slices, expansion, tiles, and blocks of pixels.</summary>
internal sealed class MoveDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var view = ((MovingOperator)operation.Operator).View(operation.Context);
        var count = Launching.Count(operation.Output.Shape, operation);
        var dense = Folding.Strides(view.Extent);
        var axes = new List<(int Length, long Left, long Right)>();
        for (var axis = 0; axis < view.Extent.Rank; axis++)
        {
            var (length, left, right) = (view.Extent[axis], view.Strides[axis], dense[axis]);
            if (length == 1)
            {
                continue;
            }

            // Neighbouring axes that both sides walk through in one go are one axis.
            if (axes.Count > 0 && axes[^1] is var outer && outer.Left == left * length && outer.Right == right * length)
            {
                axes[^1] = (outer.Length * length, left, right);
            }
            else
            {
                axes.Add((length, left, right));
            }
        }

        if (axes.Count > 4)
        {
            return false;
        }

        var shape = DeviceAxes.Create([.. axes]);
        var (input, output, offset) = (operation.Input(0), operation.Output, checked((int)view.Offset));
        var config = Launching.Over(count);
        builder.Add(stream => StridedCopy.Run(stream, config, input.View, output.View, count, offset, 0, shape), input, output);
        return true;
    }
}
