using IlgpuCam.Compute;
using IlgpuCam.Models.Operators;
using Layer = IlgpuCam.Kernels.FullyConnected;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Fully connected layers.</summary>
internal sealed class FullyConnectedDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var (input, output) = (operation.Input(0), operation.Output);
        var (images, inputs, outputs) = (input.Shape[0], input.Shape[1], output.Shape[1]);
        var weights = builder.Upload<float>(operation.Context.RequireConstant(1).ToFloats());
        var bias = builder.Upload<float>(operation.Context.Has(2) ? operation.Context.RequireConstant(2).ToFloats() : new float[outputs]);
        var config = new KernelConfig(new Index3D(outputs, Launching.Groups(images, Layer.Images), 1), new Index3D(Layer.GroupSize, 1, 1));
        var parameters = Launching.Parameters(operation.Activation);
        builder.Add(
            operation.Activation.IsClamp
                ? stream => Layer.Forward<Kernels.ClampActivation>(stream, config, input.View, weights, bias, output.View, inputs, outputs, images, parameters)
                : stream => Layer.Forward<Kernels.AnyActivation>(stream, config, input.View, weights, bias, output.View, inputs, outputs, images, parameters),
            input, output);
        return true;
    }
}
