using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Products of dense matrices: as a fully connected layer where the right one is a constant that all rows share.</summary>
internal sealed class MatrixProductLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        if (!IsLayer(operation))
        {
            operation.Input(1).Require(Layout.Plain);
        }

        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var output = operation.Output[Layout.Plain];
        if (IsLayer(operation))
        {
            var weights = operation.Weights(1);
            var (length, results) = (weights.Shape[0], weights.Shape[1]);
            DenseLayer<TVector, TSimd>.Emit(
                operation, builder, new(weights, results, isTransposed: true), [], (int)(operation.Input(0).Shape.ElementCount / length), length, results);
            return;
        }

        var (a, b) = (operation.Input(0)[Layout.Plain], operation.Input(1)[Layout.Plain]);
        builder.Add(new MatrixProductStep<TVector, TSimd>(a, b, output, operation.Context), output, a, b);
    }

    private static bool IsLayer(Operation operation) => operation.Input(1) is { Constant: not null, Shape: { Rank: 2, ElementCount: > 0 } };
}
