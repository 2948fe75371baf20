using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A part with steps.</summary>
internal sealed class SliceLowering : ChannelLowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        if (!IsCrop(operation))
        {
            base.Wire(operation, builder);
            return;
        }

        operation.Input(0).Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        if (!IsCrop(operation))
        {
            base.Emit(operation, builder);
            return;
        }

        var (input, output) = (operation.Input(0)[Layout.Blocked], operation.Output[Layout.Blocked]);
        var ranges = Slice.Ranges(operation.Context);
        builder.Add(new CropStep(input, output, (int)ranges[2].Start, (int)ranges[3].Start), output, input);
    }

    /// <summary>Whether it takes a rectangle of all channels of maps that are in blocks.</summary>
    private static bool IsCrop(Operation operation)
    {
        if (operation.Input(0) is not { Native: Layout.Blocked, Shape: { Rank: 4, ElementCount: > 0 } shape } || operation.Output.Shape.ElementCount == 0)
        {
            return false;
        }

        var ranges = Slice.Ranges(operation.Context);
        return ranges.All(r => r.Step == 1) && (ranges[0].Count, ranges[1].Count) == (shape[0], shape[1]) && (ranges[2].Count, ranges[3].Count) != (shape[2], shape[3]);
    }

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
