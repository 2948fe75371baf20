using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Reshape, flatten, squeeze and unsqueeze: the same dense memory under another shape.</summary>
internal sealed class SameElementsLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        operation.Output.WrittenAs(Layout.Plain);
        operation.Output.SameElements = operation.Input(0);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
    }
}
