using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A convolution as a matrix product on tensor cores.</summary>
internal static class TensorCoreConvolution
{
    internal static void Emit(
        DeviceOperation operation, DevicePlanBuilder builder, in ConvolutionGeometry geometry, ConvolutionShape shape, float[] weights, ArrayView<float> bias)
    {
        var isHalf = builder.Precision == MatrixPrecision.Float16;
        var tile = TensorTileShape.Choose(shape, geometry.Groups, builder.Accelerator.Device);
        var steps = shape.GroupChannels * shape.KernelHeight * shape.KernelWidth;
        shape.Depth = TileShape.RoundUp(steps, isHalf ? TensorConvolution.HalfDepth : TensorConvolution.Depth);
        shape.PackedOutputs = TileShape.RoundUp(shape.GroupOutputs, tile.Rows);
        var packed = TiledConvolution.Pack(weights, steps, geometry.Groups, shape);
        var isPixel = TiledConvolution.IsPixel(geometry.Window) && (isHalf || (IsAligned(shape) && operation.Input(0).Start % 4 == 0));
        var taps = builder.Upload<int>(isPixel ? [0, 0] : TiledConvolution.Taps(shape, steps));
        var config = new KernelConfig(
            new Index3D(Launching.Groups(shape.Columns, tile.Columns), Launching.Groups(shape.GroupOutputs, tile.Rows), geometry.Groups), new Index3D(tile.Items, 1, 1));
        var activation = Launching.Parameters(operation.Activation.IsClamp ? operation.Activation : Activation.None);
        var (input, output, residual) = (operation.Input(0), operation.Output, operation.Residual ?? operation.Output);
        if (isHalf)
        {
            var launch = isPixel ? tile.HalfPixel : tile.HalfWindow;
            var halves = builder.Upload<uint>(Halves(packed));
            builder.Add(stream => launch(stream, config, input.View, halves, taps, bias, residual.View, output.View, shape, activation), input, output, operation.Residual);
        }
        else
        {
            var launch = isPixel ? tile.Tf32Pixel : tile.Tf32Window;
            var rounded = builder.Upload<float>(Array.ConvertAll(packed, w => BitConverter.UInt32BitsToSingle(TensorCore.RoundToTf32(w))));
            builder.Add(stream => launch(stream, config, input.View, rounded, taps, bias, residual.View, output.View, shape, activation), input, output, operation.Residual);
        }

        if (!operation.Activation.IsClamp)
        {
            var count = Launching.Count(output.Shape, operation);
            var (over, function) = (Launching.Over(count), Launching.Parameters(operation.Activation));
            builder.Add(stream => Elementwise.Apply(stream, over, output.View, output.View, count, function), output);
        }
    }

    // What one copy takes lies in one image, and begins at a multiple of its 16 bytes.
    private static bool IsAligned(in ConvolutionShape shape) =>
        shape is { StrideY: 1, StrideX: 1 } && shape.Height * shape.Width % 4 == 0 && shape.InputImage % 4 == 0;

    /// <summary>Two numbers in one, the first in its lower half.</summary>
    internal static uint[] Halves(float[] packed)
    {
        var halves = new uint[packed.Length / 2];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = TensorCore.PackHalf(packed[2 * i], packed[(2 * i) + 1]);
        }

        return halves;
    }
}
