using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Phases put together on blocked maps.</summary>
internal sealed class InterleaveLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        foreach (var input in operation.Inputs)
        {
            input!.Require(Layout.Blocked);
        }

        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        Form[] phases = [.. operation.Inputs.Select(i => i![Layout.Blocked])];
        var output = operation.Output[Layout.Blocked];
        builder.Add(new InterleaveStep<TVector, TSimd>((Interleave2d)operation.Operator, phases, output), output, phases);
    }
}
