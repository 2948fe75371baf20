using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A fully connected layer: a convolution on maps of one pixel, whose only segment is the whole dense row.</summary>
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
        var (input, output) = (operation.Input(0)[Layout.Plain], operation.Output[Layout.Plain]);
        var (batch, channels, classes) = (input.Shape[0], input.Shape[1], output.Shape[1]);
        if (channels == 0 || classes == 0)
        {
            throw operation.Context.Error($"a layer from {channels} to {classes} values is not supported");
        }

        // One map of 1 x channels pixels: a window as wide as the map takes the row as one segment.
        var row = input.AsRows(batch, channels);
        WindowGeometry window = new(1, channels, new(1, channels), Size2.One, Size2.One, default, 1, 1);
        ConvolutionGeometry geometry = new(batch, 1, classes, 1, window);
        var blocked = Form.Maps(TSimd.Lanes, [batch, classes, 1, 1], default, operation.Node.Name);
        ConvolutionWeights weights = new(
            geometry, operation.Weights(1).ToFloats(), operation.OptionalWeights(2)?.ToFloats() ?? [], row, TSimd.Lanes, operation.Node.Name);
        builder.Add(new ConvolutionStep<TVector, TSimd>(geometry, weights, row, blocked, null, operation.Activation, builder.Threads), blocked, input);
        builder.Add(LoweringTable.Reorder(blocked, output), output, blocked);
        if (!operation.Activation.IsClamp)
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }
}
