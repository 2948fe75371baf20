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
        DeviceOperation operation,
        DevicePlanBuilder builder,
        ConvolutionChoice choice,
        in ConvolutionGeometry geometry,
        ConvolutionShape shape,
        float[] weights,
        ArrayView<float> bias)
    {
        var window = geometry.Window;
        var isPixel = IsPixel(window);
        var steps = shape.GroupChannels * window.Kernel.Height * window.Kernel.Width;
        shape.Depth = TileShape.RoundUp(steps, choice.Tile.Depth);
        shape.PackedOutputs = TileShape.RoundUp(shape.GroupOutputs, choice.Tile.Rows);
        var packed = builder.Upload<float>(Pack(weights, steps, geometry.Groups, shape));
        var taps = builder.Upload<int>(isPixel ? [0, 0] : Taps(shape, steps));
        if (choice.Parts == 1 && !operation.Activation.IsClamp)
        {
            Launch(operation, builder, choice, isPixel, geometry.Groups, shape, operation.Input(0), packed, taps, bias, operation.Output, operation.Residual, Activation.None);

            // In a launch of its own: in the tile's store every result would carry the code of all functions.
            var (output, count) = (operation.Output, Launching.Count(operation.Output.Shape, operation));
            var (config, function) = (Launching.Over(count), Launching.Parameters(operation.Activation));
            builder.Add(stream => Elementwise.Apply(stream, config, output.View, output.View, count, function), output);
            return;
        }

        Launch(operation, builder, choice, isPixel, geometry.Groups, shape, operation.Input(0), packed, taps, bias, operation.Output, operation.Residual, operation.Activation);
    }

    /// <summary>Adds the launches of a product: one, or, where its sum is split, one for the parts and one for their sum, which takes any activation.</summary>
    internal static void Launch(
        DeviceOperation operation,
        DevicePlanBuilder builder,
        ConvolutionChoice choice,
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
        var (tile, parts) = (choice.Tile, choice.Parts);
        var config = new KernelConfig(
            new Index3D(Launching.Groups(shape.Columns, tile.Columns), Launching.Groups(shape.GroupOutputs, tile.Rows), checked(groups * parts)), new Index3D(tile.Items, 1, 1));
        var launch = isPixel ? tile.Pixel : tile.Window;
        if (parts == 1)
        {
            var parameters = Launching.Parameters(activation);
            var summand = residual ?? output;
            builder.Add(stream => launch(stream, config, input.View, weights, taps, bias, summand.View, output.View, shape, parameters), input, output, residual);
            return;
        }

        var channels = groups * shape.GroupOutputs;
        var pixels = shape.OutputHeight * shape.OutputWidth;
        var split = shape;
        split.OutputImage = channels * pixels;
        split.HasResidual = 0;
        split.Parts = parts;
        split.PartLength = checked(channels * shape.Columns);
        var partial = builder.Scratch(operation, (long)parts * split.PartLength);
        var zeros = builder.Upload<float>(new float[channels]);
        var none = Launching.Parameters(Activation.None);
        builder.Add(stream => launch(stream, config, input.View, weights, taps, zeros, partial.View, partial.View, split, none), input, partial);
        shape.Parts = parts;
        SplitSumLaunch.Add(operation, builder, partial, bias, shape, channels, shape.Columns / pixels, output, residual, activation);
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

    /// <summary>Whether each result takes one pixel of each map, and none of them is padding.</summary>
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
