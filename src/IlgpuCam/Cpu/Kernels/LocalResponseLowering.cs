using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Local response normalisation on blocked maps.</summary>
internal sealed class LocalResponseLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder) => MapLowering.Wire(operation);

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var normalization = (LocalResponseNormalization)operation.Operator;
        var (input, output) = (operation.Input(0)[Layout.Blocked], operation.Output[Layout.Blocked]);
        Step step = normalization switch
        {
            _ when Math.Max(normalization.Before, normalization.After) > TSimd.Lanes => new WideLocalResponseStep(normalization, input, output),
            { Beta: 0.75f } => new LocalResponseStep<TVector, TSimd, Quotients<TVector, TSimd>.ThreeQuarters>(normalization, input, output),
            _ => new LocalResponseStep<TVector, TSimd, Quotients<TVector, TSimd>.AnyPower>(normalization, input, output),
        };
        builder.Add(step, output, input);
    }
}
