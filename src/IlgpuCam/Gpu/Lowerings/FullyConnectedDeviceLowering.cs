using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using Layer = IlgpuCam.Kernels.FullyConnected;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Fully connected layers, and 1x1 convolutions of maps of one pixel, which are the same.</summary>
internal sealed class FullyConnectedDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var (images, inputs, outputs) = (operation.Input(0).Shape[0], operation.Input(0).Shape[1], operation.Output.Shape[1]);
        var weights = builder.Upload<float>(operation.Context.RequireConstant(1).ToFloats());
        var bias = builder.Upload<float>(operation.Context.Has(2) ? operation.Context.RequireConstant(2).ToFloats() : new float[outputs]);
        Emit(operation, builder, images, inputs, outputs, weights, bias);
        return true;
    }

    /// <summary>Adds the launches; a sum that too few groups would compute is split.</summary>
    internal static void Emit(
        DeviceOperation operation, DevicePlanBuilder builder, int images, int inputs, int outputs, ArrayView<float> weights, ArrayView<float> bias)
    {
        var (input, output) = (operation.Input(0), operation.Output);
        var grid = new Index3D(outputs, Launching.Groups(images, Layer.Images), 1);
        var parts = builder.Cost.Parts((long)grid.X * grid.Y, inputs);
        if (parts == 1)
        {
            Launch(new(grid, new Index3D(Layer.GroupSize, 1, 1)), bias, output, operation.Activation);
            return;
        }

        var length = checked(images * outputs);
        var partial = builder.Scratch(operation, (long)parts * length);
        Launch(new(new Index3D(grid.X, grid.Y, parts), new Index3D(Layer.GroupSize, 1, 1)), builder.Upload<float>(new float[outputs]), partial, Activation.None);
        var shape = new ConvolutionShape { OutputHeight = 1, OutputWidth = 1, OutputImage = outputs, Parts = parts, PartLength = length };
        SplitSumLaunch.Add(operation, builder, partial, bias, shape, outputs, images, output, null, operation.Activation);

        void Launch(KernelConfig config, ArrayView<float> summand, DeviceValue result, Activation activation)
        {
            var parameters = Launching.Parameters(activation);
            builder.Add(
                activation.IsClamp
                    ? stream => Layer.Forward<ClampActivation>(stream, config, input.View, weights, summand, result.View, inputs, outputs, images, parameters)
                    : stream => Layer.Forward<AnyActivation>(stream, config, input.View, weights, summand, result.View, inputs, outputs, images, parameters),
                input, result);
        }
    }
}
