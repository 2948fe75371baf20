using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A value around a dense value.</summary>
internal sealed class PadLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (input, output) = (operation.Input(0)[Layout.Plain], operation.Output[Layout.Plain]);
        builder.Add(new PadStep(input, output, (Pad)operation.Operator), output, input);
    }
}
