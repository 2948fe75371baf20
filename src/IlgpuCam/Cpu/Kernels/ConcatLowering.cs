using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Concatenation: of channels of blocked maps in place where blocks stay whole, else by copying.</summary>
internal sealed class ConcatLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var values = operation.Inputs.Select((_, i) => operation.Input(i)).ToArray();
        var output = operation.Output;
        var blocked = output.Shape.Rank == 4 && Axis(operation) == 1 && Array.Exists(values, v => v.Native == Layout.Blocked);
        var layout = blocked ? Layout.Blocked : Layout.Plain;
        Array.ForEach(values, v => v.Require(layout));
        output.WrittenAs(layout);
        if (!blocked)
        {
            return;
        }

        var channel = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var whole = channel % builder.Lanes == 0 && (value.Shape[1] % builder.Lanes == 0 || i == values.Length - 1);
            if (whole && value is { Native: Layout.Blocked, Producer: not null, PartOf: null })
            {
                value.PartOf = (output, channel);
            }

            channel += value.Shape[1];
        }
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var output = operation.Output.NativeForm;
        var axis = Axis(operation);
        var (offset, bordered) = (0, false);
        for (var i = 0; i < operation.Inputs.Length; i++)
        {
            var value = operation.Input(i);
            var input = value[output.Layout];
            if (output.Layout == Layout.Plain)
            {
                builder.Add(new PlainConcatStep(input, output, axis, offset), output, input);
            }
            else if (value.PartOf is not { } part || part.Whole != operation.Output || part.Channel != offset)
            {
                // Borders are cleared once; the parts that are in place clear the same zeros in theirs.
                Step copy = new ChannelCopyStep(input, output, offset);
                if (bordered)
                {
                    builder.AddMore(copy, output, input);
                }
                else
                {
                    builder.Add(copy, output, input);
                }

                bordered = true;
            }

            offset += value.Shape[axis];
        }
    }

    private static int Axis(Operation operation) => operation.Context.NormaliseAxis(((Concat)operation.Operator).Axis, operation.Output.Shape.Rank);
}
