using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Softmax on a dense value.</summary>
internal sealed class SoftmaxLowering : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (input, output) = (operation.Input(0)[Layout.Plain], operation.Output[Layout.Plain]);
        var axis = operation.Context.NormaliseAxis(((Softmax)operation.Operator).Axis, output.Shape.Rank);
        builder.Add(new SoftmaxStep(input, output, axis), output, input);
    }
}
