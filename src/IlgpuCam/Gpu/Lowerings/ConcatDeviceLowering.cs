using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Concatenation: each part that was not written into its place is copied there.</summary>
internal sealed class ConcatDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var output = operation.Output;
        var axis = operation.Context.NormaliseAxis(((Concat)operation.Operator).Axis, output.Shape.Rank);
        var inner = output.Shape.Skip(axis + 1).Aggregate(1, (product, length) => product * length);
        var outer = output.Shape.Take(axis).Aggregate(1, (product, length) => product * length);
        var place = 0;
        for (var i = 0; i < operation.Context.Count; i++)
        {
            var input = operation.Input(i);
            var row = input.Shape[axis] * inner;
            var count = outer * row;
            var isThere = input.Storage == output.Storage && input.Start == output.Start + place && (input.Image == output.Image || input.Shape[0] == 1);
            if (count > 0 && !isThere)
            {
                var (config, target) = (Launching.Over(count), place);
                var shape = DeviceAxes.Create([(outer, axis == 1 ? input.Image : row, axis == 1 ? output.Image : output.Shape[axis] * inner), (row, 1, 1)]);
                builder.Add(stream => StridedCopy.Run(stream, config, input.View, output.View, count, 0, target, 0, 0, shape), input, output);
            }

            place += row;
        }

        return true;
    }
}
