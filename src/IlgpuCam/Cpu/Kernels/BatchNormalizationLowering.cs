using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Batch normalisation that no convolution could take up: a scale and a shift a channel.</summary>
internal sealed class BatchNormalizationLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var layout = operation.Output.Shape.Rank == 4 ? Layout.Blocked : Layout.Plain;
        operation.Input(0).Require(layout);
        operation.Output.WrittenAs(layout);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (scale, shift) = Parameters(operation);
        var output = operation.Output.NativeForm;
        var input = operation.Input(0)[output.Layout];
        var isRelu = output.Layout == Layout.Blocked && operation.Activation.Kind == ActivationKind.Relu;
        builder.Add(
            output.Layout == Layout.Blocked ? Functions<TVector, TSimd>.Affine(input, output, scale, shift, isRelu) : new PlainAffineStep(input, output, scale, shift),
            output, input);
        if (!isRelu && operation.Activation.Kind != ActivationKind.None)
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }

    // Rounded up to whole vectors with zeros, so that lanes without a channel stay zero.
    private static (AlignedBuffer Scale, AlignedBuffer Shift) Parameters(Operation operation)
    {
        var (scale, shift) = ((BatchNormalization)operation.Operator).Affine(operation.Context);
        var (a, b) = (new AlignedBuffer(scale.Length, clear: true), new AlignedBuffer(shift.Length, clear: true));
        scale.CopyTo(a.Span);
        shift.CopyTo(b.Span);
        return (a, b);
    }
}
