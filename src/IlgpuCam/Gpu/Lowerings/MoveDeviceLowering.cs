using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Operators that move elements by fixed steps: transposition, slices, expansion, tiles, and blocks of pixels.</summary>
internal sealed class MoveDeviceLowering : DeviceLowering
{
    // CUDA's limit of a grid's second axis.
    private const int MostRows = 65535;

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

        if (axes.Count > 5 || (axes.Count == 5 && axes[0].Length > MostRows))
        {
            return false;
        }

        // A fifth axis is the grid's.
        var first = axes.Count == 5 ? axes[0] : (Length: 1, Left: 0L, Right: 0L);
        var shape = DeviceAxes.Create([.. axes.Count == 5 ? axes.Skip(1) : axes]);
        var (input, output, offset) = (operation.Input(0), operation.Output, checked((int)view.Offset));
        var (from, to) = (checked((int)first.Left), checked((int)first.Right));
        count /= first.Length;
        var config = Launching.Over(count, first.Length);
        builder.Add(stream => StridedCopy.Run(stream, config, input.View, output.View, count, offset, 0, from, to, shape), input, output);
        return true;
    }
}
