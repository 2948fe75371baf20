using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Layer and group normalisation, of dense values.</summary>
internal sealed class NormalizationLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        foreach (var value in operation.Inputs)
        {
            value?.Require(Layout.Plain);
        }

        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (input, scale, output) = (operation.Input(0)[Layout.Plain], operation.Input(1)[Layout.Plain], operation.Output[Layout.Plain]);
        var bias = operation.Inputs.ElementAtOrDefault(2)?[Layout.Plain];
        var (length, repeat, epsilon) = operation.Operator switch
        {
            LayerNormalization layer => (Count(input.Shape, operation.Context.NormaliseAxis(layer.Axis, input.Shape.Rank)), 1, layer.Epsilon),
            GroupNormalization group => (Count(input.Shape, 1) / group.Groups, Count(input.Shape, 2), group.Epsilon),
            _ => throw operation.Context.Error("unknown normalisation"),
        };
        NormalizationStep<TVector, TSimd> step = new(input, scale, bias, output, length, Math.Max(1, repeat), epsilon);
        if (bias is null)
        {
            builder.Add(step, output, input, scale);
        }
        else
        {
            builder.Add(step, output, input, scale, bias);
        }
    }

    private static int Count(Shape shape, int axis) => checked((int)Shape.Create(shape.Dimensions[axis..]).ElementCount);
}
