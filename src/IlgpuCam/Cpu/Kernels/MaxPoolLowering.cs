using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Max pooling on blocked maps.</summary>
internal sealed class MaxPoolLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder) => MapLowering.Wire(operation);

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var window = operation.Context.ResolveWindow(((MaxPool2d)operation.Operator).Window);
        var (input, output) = (operation.Input(0)[Layout.Blocked], operation.Output[Layout.Blocked]);
        builder.Add(new PoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Maximum>(window, false, false, input, output), output, input);
    }
}
