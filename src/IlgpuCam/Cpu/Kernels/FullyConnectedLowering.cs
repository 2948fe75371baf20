using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A fully connected layer: constant weights on dense rows.</summary>
internal sealed class FullyConnectedLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(Layout.Plain);
        operation.Output.WrittenAs(Layout.Plain);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (x, output) = (operation.Input(0).Shape, operation.Output.Shape);
        DenseLayer<TVector, TSimd>.Emit(
            operation, builder, new(operation.Weights(1), output[1]), operation.OptionalWeights(2)?.ToFloats() ?? [], x[0], x[1], output[1]);
    }
}
