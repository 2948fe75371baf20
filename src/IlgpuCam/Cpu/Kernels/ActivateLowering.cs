using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>An activation that stands alone; it keeps the layout.</summary>
internal sealed class ActivateLowering<TVector, TSimd> : Lowering
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
        builder.Add(Functions<TVector, TSimd>.Activation(input, output, operation.Activation), output, input);
    }
}
