using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The way back through a fully connected layer: by the rows of a few results, or for one image by the weights in the order of the forward pass, which has packed them, for several as a layer of its own.</summary>
internal sealed class FullyConnectedGradientLowering<TVector, TSimd> : Lowering
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
        var weights = operation.Weights(1);
        var (images, results, inputs) = (operation.Input(0).Shape[0], weights.Shape[0], weights.Shape[1]);
        var (gradient, output) = (operation.Input(0)[Layout.Plain], operation.Output[Layout.Plain]);
        if (operation.Operator is FullyConnectedGradient { IsSparse: true })
        {
            builder.Add(new SparseLayerStep<TVector, TSimd>(new(weights, results), gradient, output, builder.Budget), output, gradient);
        }
        else if (images == 1)
        {
            var geometry = DenseLayer<TVector, TSimd>.Geometry(1, 1, inputs, results);
            ConvolutionWeights packed = new(geometry, new(weights, results), [], output.AsRows(1, inputs), TSimd.Lanes, builder.Budget, operation.Node.Name);
            builder.Add(new PackedGradientStep<TVector, TSimd>(packed, gradient, output), output, gradient);
        }
        else
        {
            DenseLayer<TVector, TSimd>.Emit(operation, builder, new(weights, inputs, isTransposed: true), [], images, results, inputs);
        }
    }
}
