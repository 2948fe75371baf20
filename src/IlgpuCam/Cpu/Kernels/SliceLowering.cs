using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A part with steps.</summary>
internal sealed class SliceLowering : ChannelLowering
{
    protected override int[]? Channels(Operation operation)
    {
        var ranges = Slice.Ranges(operation.Context);
        var shape = operation.Input(0).Shape;
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            if (axis != 1 && (ranges[axis].Start != 0 || ranges[axis].Step != 1 || ranges[axis].Count != shape[axis]))
            {
                return null;
            }
        }

        return [.. Enumerable.Range(0, ranges[1].Count).Select(i => (int)(ranges[1].Start + (i * ranges[1].Step)))];
    }

    protected override Step Create(Operation operation, Form input, Form output) =>
        new StridedCopyStep(input, output, ((Slice)operation.Operator).View(operation.Context));
}
