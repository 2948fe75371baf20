using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Global pooling from blocked maps to dense numbers.</summary>
internal sealed class GlobalPoolLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (input, output) = (operation.Input(0)[Layout.Blocked], operation.Output[Layout.Plain]);
        Step step = ((GlobalPool)operation.Operator).Pooling == PoolingKind.Max
            ? new GlobalPoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Maximum>(input, output, average: false)
            : new GlobalPoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Sum>(input, output, average: true);
        builder.Add(step, output, input);
    }
}
