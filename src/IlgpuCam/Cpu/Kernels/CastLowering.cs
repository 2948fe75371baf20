using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Floats as truth values or integers, which stay floats in memory; it keeps the layout.</summary>
internal sealed class CastLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(operation.Input(0).Native);
        operation.Output.WrittenAs(operation.Input(0).Native);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (input, output) = (operation.Input(0).NativeForm, operation.Output.NativeForm);
        builder.Add(
            operation.Operator is Cast { Type: ElementType.Bool }
                ? Functions<TVector, TSimd>.Create<Comparisons<TVector, TSimd>.Truth>(input, output)
                : Functions<TVector, TSimd>.Create<Comparisons<TVector, TSimd>.Truncated>(input, output),
            output,
            input);
    }
}
