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
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        if (operation.Operator is not ActivationGradient { IsMean: true })
        {
            base.Wire(operation, builder);
            return;
        }

        operation.Input(0).Require(Layout.Blocked);
        operation.Input(1).Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var op = (ActivationGradient)operation.Operator;
        var (kind, a, b) = (op.Activation.Kind, op.Activation.A, op.Activation.B);
        switch (op)
        {
            case { IsRectifier: true, Gates: GateRule.Deconvolution }:
                Emit<Gates<TVector, TSimd>.Positive>(operation, builder, default);
                break;
            case { Activation.Kind: ActivationKind.Relu, Gates: GateRule.GuidedBackPropagation }:
                Emit<Gates<TVector, TSimd>.PositiveBetween>(operation, builder, (0, float.PositiveInfinity));
                break;
            case { Activation.Kind: ActivationKind.Relu }:
                Emit<Gates<TVector, TSimd>.Above>(operation, builder, default);
                break;
            case { Activation.Kind: ActivationKind.Clip, Gates: GateRule.GuidedBackPropagation }:
                Emit<Gates<TVector, TSimd>.PositiveBetween>(operation, builder, (a, b));
                break;
            case { Activation.Kind: ActivationKind.Clip }:
                Emit<Gates<TVector, TSimd>.Between>(operation, builder, (a, b));
                break;
            case { IsRectifier: true }:
                EmitRectifier(operation, builder, op);
                break;
            default:
                EmitCurve(operation, builder, kind, a);
                break;
        }
    }

    private static void EmitRectifier(Operation operation, PlanBuilder builder, ActivationGradient op)
    {
        var (a, b) = (op.Activation.A, op.Activation.B);
        switch (op.Activation.Kind)
        {
            case ActivationKind.LeakyRelu:
                EmitGated<Slopes<TVector, TSimd>.LeakyRelu>(operation, builder, (a, 0));
                break;
            case ActivationKind.ThresholdedRelu:
                EmitGated<Slopes<TVector, TSimd>.ThresholdedRelu>(operation, builder, (a, 0));
                break;
            case ActivationKind.HardSwish:
                EmitGated<Slopes<TVector, TSimd>.HardSwish>(operation, builder, default);
                break;
            case ActivationKind.Silu:
                EmitGated<SmoothSlopes<TVector, TSimd>.Swish>(operation, builder, (1, 0));
                break;
            case ActivationKind.Swish:
                EmitGated<SmoothSlopes<TVector, TSimd>.Swish>(operation, builder, (a, 0));
                break;
            case ActivationKind.Elu:
                EmitGated<SmoothSlopes<TVector, TSimd>.Selu>(operation, builder, (a, 1));
                break;
            case ActivationKind.Selu:
                EmitGated<SmoothSlopes<TVector, TSimd>.Selu>(operation, builder, (a, b));
                break;
            case ActivationKind.Celu:
                EmitGated<SmoothSlopes<TVector, TSimd>.Celu>(operation, builder, (a, 0));
                break;
            case ActivationKind.Gelu:
                EmitGated<SmoothSlopes<TVector, TSimd>.Gelu>(operation, builder, default);
                break;
            case ActivationKind.TanhGelu:
                EmitGated<SmoothSlopes<TVector, TSimd>.TanhGelu>(operation, builder, default);
                break;
            case ActivationKind.Mish:
                EmitGated<SmoothSlopes<TVector, TSimd>.Mish>(operation, builder, default);
                break;
            default:
                throw Unknown(operation, op.Activation.Kind);
        }
    }

    private static void EmitCurve(Operation operation, PlanBuilder builder, ActivationKind kind, float a)
    {
        switch (kind)
        {
            case ActivationKind.HardSigmoid:
                Emit<Slopes<TVector, TSimd>.HardSigmoid>(operation, builder, (a, 0));
                break;
            case ActivationKind.Sigmoid:
                Emit<SmoothSlopes<TVector, TSimd>.Sigmoid>(operation, builder, default);
                break;
            case ActivationKind.Tanh:
                Emit<SmoothSlopes<TVector, TSimd>.Tanh>(operation, builder, default);
                break;
            case ActivationKind.Exp:
                Emit<BinaryFunctions<TVector, TSimd>.Product>(operation, builder, default);
                break;
            case ActivationKind.Log:
                Emit<BinaryFunctions<TVector, TSimd>.Quotient>(operation, builder, default);
                break;
            case ActivationKind.Softplus:
                Emit<SmoothSlopes<TVector, TSimd>.Softplus>(operation, builder, default);
                break;
            case ActivationKind.Softsign:
                Emit<Slopes<TVector, TSimd>.Softsign>(operation, builder, default);
                break;
            case ActivationKind.Erf:
                Emit<SmoothSlopes<TVector, TSimd>.Erf>(operation, builder, default);
                break;
            case ActivationKind.Sqrt:
                Emit<Slopes<TVector, TSimd>.Sqrt>(operation, builder, default);
                break;
            case ActivationKind.Reciprocal:
                Emit<Slopes<TVector, TSimd>.Reciprocal>(operation, builder, default);
                break;
            case ActivationKind.Negate:
                Emit<Slopes<TVector, TSimd>.Negate>(operation, builder, default);
                break;
            case ActivationKind.Abs:
                Emit<Slopes<TVector, TSimd>.Abs>(operation, builder, default);
                break;
            case ActivationKind.Sin:
                Emit<SmoothSlopes<TVector, TSimd>.Sin>(operation, builder, default);
                break;
            case ActivationKind.Cos:
                Emit<SmoothSlopes<TVector, TSimd>.Cos>(operation, builder, default);
                break;
            case ActivationKind.Floor or ActivationKind.Ceiling or ActivationKind.Round:
                Emit<Slopes<TVector, TSimd>.Zero>(operation, builder, default);
                break;
            default:
                throw Unknown(operation, kind);
        }
    }

    private static void EmitGated<TSlope>(Operation operation, PlanBuilder builder, (float A, float B) parameters)
        where TSlope : struct, IElementwise<TVector>
    {
        if (((ActivationGradient)operation.Operator).Gates == GateRule.GuidedBackPropagation)
        {
            Emit<Gates<TVector, TSimd>.Guided<TSlope>>(operation, builder, parameters);
        }
        else
        {
            Emit<TSlope>(operation, builder, parameters);
        }
    }

    private static Models.NetworkException Unknown(Operation operation, ActivationKind kind) => operation.Context.Error($"no gradient is defined for the function {kind}");
}
