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
    }

    /// <summary>Lets values be written into the concatenations that take them, where whole blocks of channels do. Called once everything is wired.</summary>
    internal static void Place(IEnumerable<Operation> operations, int lanes)
    {
        var concats = operations.Where(o => o.Operator is Concat && o.Output.Native == Layout.Blocked).Select(o => (o.Output, o.Inputs.Select((_, i) => o.Input(i)).ToArray()));
        foreach (var (part, place) in ConcatPlacement.Find(concats, v => v.Shape[1], Fits))
        {
            part.PartOf = place;
        }

        bool Fits(Value part, Value whole, int channel) => channel % lanes == 0
            && (part.Shape[1] % lanes == 0 || channel + part.Shape[1] == whole.Shape[1])
            && part is { Native: Layout.Blocked, Producer: not null };
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
            else if (!IsInPlace(value, operation.Output, offset))
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

    // In the output itself, or beside it where both are parts of a later concatenation.
    private static bool IsInPlace(Value value, Value output, int channel) => value.PartOf is { } part
        && (part == (output, channel) || (output.PartOf is { } whole && part == (whole.Whole, whole.Channel + channel)));

    private static int Axis(Operation operation) => operation.Context.NormaliseAxis(((Concat)operation.Operator).Axis, operation.Output.Shape.Rank);
}
