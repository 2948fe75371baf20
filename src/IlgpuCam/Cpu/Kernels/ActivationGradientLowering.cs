using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Gradients;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>What goes back through element-wise functions.</summary>
internal sealed class ActivationGradientLowering<TVector, TSimd> : BinaryLowering<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var op = (ActivationGradient)operation.Operator;
        var bounds = (op.Activation.A, op.Activation.B);
        switch (op)
        {
            case { Activation.Kind: ActivationKind.Relu or ActivationKind.Clip, Gates: GateRule.Deconvolution }:
                Emit<Gates<TVector, TSimd>.Positive>(operation, builder, default);
                break;
            case { Activation.Kind: ActivationKind.Relu, Gates: GateRule.GuidedBackPropagation }:
                Emit<Gates<TVector, TSimd>.PositiveBetween>(operation, builder, (0, float.PositiveInfinity));
                break;
            case { Activation.Kind: ActivationKind.Relu }:
                Emit<Gates<TVector, TSimd>.Above>(operation, builder, default);
                break;
            case { Activation.Kind: ActivationKind.Clip, Gates: GateRule.GuidedBackPropagation }:
                Emit<Gates<TVector, TSimd>.PositiveBetween>(operation, builder, bounds);
                break;
            case { Activation.Kind: ActivationKind.Clip }:
                Emit<Gates<TVector, TSimd>.Between>(operation, builder, bounds);
                break;
            default:
                throw operation.Context.Error($"no gradient is defined for the function {op.Activation.Kind}");
        }
    }
}
