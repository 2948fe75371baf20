using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The lowering of an operator that moves elements of dense values; where it only chooses among the channels of maps that are in blocks, they stay in blocks.</summary>
internal abstract class ChannelLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var layout = operation.Input(0) is { Native: Layout.Blocked, Shape: { Rank: 4, ElementCount: > 0 } } && Channels(operation) is not null ? Layout.Blocked : Layout.Plain;
        operation.Input(0).Require(layout);
        operation.Output.WrittenAs(layout);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var output = operation.Output.NativeForm;
        var input = operation.Input(0)[output.Layout];
        builder.Add(output.Layout == Layout.Blocked ? new ChannelGatherStep(input, output, Channels(operation)!) : Create(operation, input, output), output, input);
    }

    /// <summary>For each channel of the result that of the input, of which all rows and columns are taken; null where the operator does more.</summary>
    protected abstract int[]? Channels(Operation operation);

    /// <summary>The step on dense values.</summary>
    protected abstract Step Create(Operation operation, Form input, Form output);
}
