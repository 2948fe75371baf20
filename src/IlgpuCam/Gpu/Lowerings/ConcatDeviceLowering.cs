using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Concatenation: each part is copied into its place.</summary>
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
            if (count > 0)
            {
                var (config, target) = (Launching.Over(count), place);
                var shape = DeviceAxes.Create([(outer, row, output.Shape[axis] * inner), (row, 1, 1)]);
                builder.Add(stream => StridedCopy.Run(stream, config, input.View, output.View, count, 0, target, shape), input, output);
            }

            place += row;
        }

        return true;
    }
}
