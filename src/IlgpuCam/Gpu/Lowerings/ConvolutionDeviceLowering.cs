using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Convolutions: as a matrix product in tiles, of 3x3 windows by way of Winograd's transforms, or, where groups have few channels, each result by itself.</summary>
internal sealed class ConvolutionDeviceLowering : DeviceLowering
{
    // Below so many channels a group leaves most of a tile empty.
    private const int FewChannels = 8;

    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var geometry = ((Conv2d)operation.Operator).Geometry(operation.Context);
        var shape = Shape(geometry);
        shape.HasResidual = operation.Residual is null ? 0 : 1;
        shape.InputImage = checked((int)operation.Input(0).Image);
        shape.OutputImage = checked((int)operation.Output.Image);
        shape.ResidualImage = checked((int)(operation.Residual ?? operation.Output).Image);
        var (inputs, outputs) = (geometry.InputChannels / geometry.Groups, geometry.OutputChannels / geometry.Groups);
        var weights = operation.Context.RequireConstant(1).ToFloats();
        var bias = builder.Upload<float>(operation.Context.Has(2) ? operation.Context.RequireConstant(2).ToFloats() : new float[geometry.OutputChannels]);
        if (geometry.Groups > 1 && (inputs < FewChannels || outputs < FewChannels))
        {
            EmitDepthwise(operation, builder, geometry, shape, builder.Upload<float>(weights), bias);
            return true;
        }

        if (operation.Residual is null && geometry is { Groups: 1, Window: { Height: 1, Width: 1 } } && TiledConvolution.IsPixel(geometry.Window))
        {
            // One pixel an image would leave almost all of a tile empty.
            FullyConnectedDeviceLowering.Emit(operation, builder, geometry.Batch, inputs, outputs, builder.Upload<float>(weights), bias);
            return true;
        }

        if (builder.Precision != MatrixPrecision.Float32)
        {
            TensorCoreConvolution.Emit(operation, builder, geometry, shape, weights, bias);
            return true;
        }

        var choice = builder.Choose(operation, geometry, shape);
        if (choice.IsWinograd)
        {
            WinogradConvolution.Emit(operation, builder, choice, geometry, shape, weights, bias);
        }
        else
        {
            TiledConvolution.Emit(operation, builder, choice, geometry, shape, weights, bias);
        }

        return true;
    }

    /// <summary>The numbers of a convolution as kernels take them, but for the packing.</summary>
    internal static ConvolutionShape Shape(in ConvolutionGeometry geometry)
    {
        var window = geometry.Window;
        var pixels = checked(window.OutputHeight * window.OutputWidth);
        return new()
        {
            Height = window.Height,
            Width = window.Width,
            OutputHeight = window.OutputHeight,
            OutputWidth = window.OutputWidth,
            StrideY = window.Strides.Height,
            StrideX = window.Strides.Width,
            PadTop = window.Pads.Top,
            PadLeft = window.Pads.Left,
            KernelHeight = window.Kernel.Height,
            KernelWidth = window.Kernel.Width,
            DilationY = window.Dilations.Height,
            DilationX = window.Dilations.Width,
            GroupChannels = geometry.InputChannels / geometry.Groups,
            GroupOutputs = geometry.OutputChannels / geometry.Groups,
            InputImage = checked(geometry.InputChannels * window.Height * window.Width),
            OutputImage = checked(geometry.OutputChannels * pixels),
            ResidualImage = checked(geometry.OutputChannels * pixels),
            Columns = checked(geometry.Batch * pixels),
        };
    }

    private static void EmitDepthwise(
        DeviceOperation operation, DevicePlanBuilder builder, ConvolutionGeometry geometry, ConvolutionShape shape, ArrayView<float> weights, ArrayView<float> bias)
    {
        var (input, output, residual) = (operation.Input(0), operation.Output, operation.Residual ?? operation.Output);
        var activation = Launching.Parameters(operation.Activation);
        var config = Launching.Over(shape.OutputHeight * shape.OutputWidth, geometry.OutputChannels, geometry.Batch);
        builder.Add(
            operation.Activation.IsClamp
                ? stream => DepthwiseConvolution.Forward<ClampActivation>(stream, config, input.View, weights, bias, residual.View, output.View, shape, activation)
                : stream => DepthwiseConvolution.Forward<AnyActivation>(stream, config, input.View, weights, bias, residual.View, output.View, shape, activation),
            input, output, operation.Residual);
    }
}
