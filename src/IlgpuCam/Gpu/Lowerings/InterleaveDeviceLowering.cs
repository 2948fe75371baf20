using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Maps put together from their phases, a launch for each four.</summary>
internal sealed class InterleaveDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var op = (Interleave2d)operation.Operator;
        var output = operation.Output;
        var phases = new DeviceValue?[checked(op.Strides.Height * op.Strides.Width)];
        for (var i = 0; i < op.Phases.Length; i++)
        {
            phases[op.Phases[i]] = operation.Input(i);
        }

        var config = Launching.Over(op.Height * op.Width, output.Shape[1], output.Shape[0]);
        for (var first = 0; first < phases.Length; first += Interleaving.Phases)
        {
            var four = new DeviceValue[Interleaving.Phases];
            var shape = new InterleaveShape
            {
                Height = op.Height,
                Width = op.Width,
                StrideY = op.Strides.Height,
                StrideX = op.Strides.Width,
                PhaseHeight = operation.Input(0).Shape[2],
                PhaseWidth = operation.Input(0).Shape[3],
                First = first,
            };
            for (var i = 0; i < four.Length; i++)
            {
                var phase = first + i < phases.Length ? phases[first + i] : null;
                four[i] = phase ?? output;
                shape.Present |= phase is null ? 0 : 1 << i;
            }

            var numbers = shape;
            builder.Add(stream => Interleaving.Run(stream, config, four[0].View, four[1].View, four[2].View, four[3].View, output.View, numbers), [.. four, output]);
        }

        return true;
    }
}
