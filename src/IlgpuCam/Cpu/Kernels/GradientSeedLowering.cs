using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Where a backward pass begins.</summary>
internal sealed class GradientSeedLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        operation.Input(1).Require(Layout.Plain);
        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (scores, weights) = (operation.Input(0)[Layout.Plain], operation.Input(1)[Layout.Plain]);
        var output = operation.Output[Layout.Plain];
        builder.Add(new GradientSeedStep(scores, weights, output), output, scores, weights);
    }
}
