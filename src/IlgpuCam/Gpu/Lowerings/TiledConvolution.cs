using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A convolution as a matrix product in tiles.</summary>
internal static class TiledConvolution
{
    // Further than any window reaches, so that the steps which fill the last tile are outside every map.
    private const int Outside = 0x7fff;

    internal static void Emit(
        DeviceOperation operation, DevicePlanBuilder builder, in ConvolutionGeometry geometry, ConvolutionShape shape, float[] weights, ArrayView<float> bias)
    {
        var tile = TileShape.Choose(shape, geometry.Groups, builder.Accelerator.Device);
        var window = geometry.Window;
        var isPixel = IsPixel(window);
        var steps = shape.GroupChannels * window.Kernel.Height * window.Kernel.Width;
        shape.Depth = TileShape.RoundUp(steps, tile.Depth);
        shape.PackedOutputs = TileShape.RoundUp(shape.GroupOutputs, tile.Rows);
        var packed = builder.Upload<float>(Pack(weights, steps, geometry.Groups, shape));
        var taps = builder.Upload<int>(isPixel ? [0, 0] : Taps(shape, steps));
        Launch(operation, builder, tile, isPixel, geometry.Groups, shape, operation.Input(0), packed, taps, bias, operation.Output, operation.Residual, operation.Activation);
    }

    /// <summary>Adds the launch.</summary>
    internal static void Launch(
        DeviceOperation operation,
        DevicePlanBuilder builder,
        TileShape tile,
        bool isPixel,
        int groups,
        ConvolutionShape shape,
        DeviceValue input,
        ArrayView<float> weights,
        ArrayView<int> taps,
        ArrayView<float> bias,
        DeviceValue output,
        DeviceValue? residual,
        Activation activation)
    {
        var config = new KernelConfig(
            new Index3D(Launching.Groups(shape.Columns, tile.Columns), Launching.Groups(shape.GroupOutputs, tile.Rows), groups), new Index3D(tile.Items, 1, 1));
        var launch = isPixel ? tile.Pixel : tile.Window;
        var parameters = Launching.Parameters(activation.IsClamp ? activation : Activation.None);
        var summand = residual ?? output;
        builder.Add(stream => launch(stream, config, input.View, weights, taps, bias, summand.View, output.View, shape, parameters), input, output, residual);
        if (!activation.IsClamp)
        {
            // In a launch of its own: in the tile's store every result would carry the code of all functions.
            var count = Launching.Count(output.Shape, operation);
            var (over, function) = (Launching.Over(count), Launching.Parameters(activation));
            builder.Add(stream => Elementwise.Apply(stream, over, output.View, output.View, count, function), output);
        }
    }

    /// <summary>[groups, steps, outputs of a group], filled up with zeros, from [outputs, steps].</summary>
    internal static float[] Pack(ReadOnlySpan<float> weights, int steps, int groups, in ConvolutionShape shape)
    {
        var packed = new float[checked(groups * shape.Depth * shape.PackedOutputs)];
        for (var group = 0; group < groups; group++)
        {
            for (var k = 0; k < shape.GroupOutputs; k++)
            {
                var row = weights.Slice(((group * shape.GroupOutputs) + k) * steps, steps);
                for (var step = 0; step < steps; step++)
                {
                    packed[(((group * shape.Depth) + step) * shape.PackedOutputs) + k] = row[step];
                }
            }
        }

        return packed;
    }

    internal static bool IsPixel(in WindowGeometry window) => window is { Kernel: { Height: 1, Width: 1 }, Pads: { Top: 0, Left: 0, Bottom: 0, Right: 0 } };

    /// <summary>See <see cref="IColumnSource"/>.</summary>
    internal static int[] Taps(in ConvolutionShape shape, int steps)
    {
        var taps = new int[2 * shape.Depth];
        for (var step = 0; step < shape.Depth; step++)
        {
            if (step >= steps)
            {
                taps[(2 * step) + 1] = Outside << 16;
                continue;
            }

            var place = step % (shape.KernelHeight * shape.KernelWidth);
            var (channel, y, x) = (step / (shape.KernelHeight * shape.KernelWidth), place / shape.KernelWidth * shape.DilationY, place % shape.KernelWidth * shape.DilationX);
            taps[2 * step] = (((channel * shape.Height) + y) * shape.Width) + x;
            taps[(2 * step) + 1] = (y << 16) | x;
        }

        return taps;
    }
}
