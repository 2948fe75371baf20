using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>What goes back through max pooling on blocked maps.</summary>
internal sealed class MaxPoolGradientLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Blocked);
        operation.Input(1).Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var window = ((MaxPoolGradient2d)operation.Operator).Geometry(operation.Context);
        var (gradient, x) = (operation.Input(0)[Layout.Blocked], operation.Input(1)[Layout.Blocked]);
        var output = operation.Output[Layout.Blocked];
        builder.Add(new MaxPoolGradientStep<TVector, TSimd>(window, gradient, x, output), output, gradient, x);
    }
}
