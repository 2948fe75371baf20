using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Another resolution: one axis after the other, since both interpolations are separable.</summary>
internal sealed class ResizeLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var resize = (Resize)operation.Operator;
        var (current, output) = (operation.Input(0)[Layout.Plain], operation.Output[Layout.Plain]);
        if (output.Shape.ElementCount == 0)
        {
            return; // A single axis may be longer than memory then.
        }

        var changes = Enumerable.Range(0, output.Shape.Rank)
            .Select(axis => (Axis: axis, Taps: resize.Taps(operation.Context, axis)))
            .Where(change => !Resize.IsIdentity(change.Taps, operation.Context.Shape(0)[change.Axis]))
            .OrderBy(change => (double)change.Taps.Length / operation.Context.Shape(0)[change.Axis])
            .ToArray();
        if (changes.Length == 0)
        {
            builder.Add(new CopyStep(current, output), output, current);
        }

        for (var i = 0; i < changes.Length; i++)
        {
            var shape = current.Shape.With(changes[i].Axis, changes[i].Taps.Length);
            var next = i == changes.Length - 1 ? output : Intermediate(shape, operation.Node.Name);
            builder.Add(new ResampleStep(current, next, changes[i].Axis, changes[i].Taps), next, current);
            current = next;
        }
    }

    private static Form Intermediate(Shape shape, string owner)
    {
        MemoryPlan.CheckLength(shape.ElementCount, owner);
        return Form.Plain(shape, new(owner, shape.ElementCount));
    }
}
