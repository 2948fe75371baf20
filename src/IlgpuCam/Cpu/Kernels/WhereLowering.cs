using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A choice between dense values by a condition that is known, or that is a number other than zero.</summary>
internal sealed class WhereLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        for (var i = 0; i < 3; i++)
        {
            operation.Input(i).Require(Layout.Plain);
        }

        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (condition, x, y) = (operation.Input(0)[Layout.Plain], operation.Input(1)[Layout.Plain], operation.Input(2)[Layout.Plain]);
        var output = operation.Output[Layout.Plain];
        builder.Add(new WhereStep(condition, x, y, output), output, condition, x, y);
    }
}
