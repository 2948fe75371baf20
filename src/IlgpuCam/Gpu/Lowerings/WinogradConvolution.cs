using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A 3x3 convolution of stride 1 by way of Winograd's transforms.</summary>
internal static class WinogradConvolution
{
    // The transforms cost as much as about so many channels' products.
    private const int EnoughChannels = 32;

    internal static bool Fits(in ConvolutionGeometry geometry) => geometry is
    {
        Groups: 1, InputChannels: >= EnoughChannels, OutputChannels: >= EnoughChannels,
        Window: { Kernel: { Height: 3, Width: 3 }, Strides: { Height: 1, Width: 1 }, Dilations: { Height: 1, Width: 1 } },
    };

    /// <summary>The product between the transforms: each frequency is a group of a 1x1 convolution whose pixels are the tiles of all images.</summary>
    internal static ConvolutionShape Product(in ConvolutionGeometry geometry, in ConvolutionShape shape)
    {
        var tiles = checked(geometry.Batch * ((shape.OutputHeight + 1) / 2) * ((shape.OutputWidth + 1) / 2));
        return new()
        {
            Height = 1,
            Width = tiles,
            OutputHeight = 1,
            OutputWidth = tiles,
            StrideY = 1,
            StrideX = 1,
            KernelHeight = 1,
            KernelWidth = 1,
            DilationY = 1,
            DilationX = 1,
            GroupChannels = geometry.InputChannels,
            GroupOutputs = geometry.OutputChannels,
            Columns = tiles,
            OutputImage = checked(Winograd.Frequencies * geometry.OutputChannels * tiles),
        };
    }

    internal static void Emit(
        DeviceOperation operation,
        DevicePlanBuilder builder,
        ConvolutionChoice choice,
        in ConvolutionGeometry geometry,
        ConvolutionShape shape,
        float[] weights,
        ArrayView<float> bias)
    {
        var (channels, outputs) = (geometry.InputChannels, geometry.OutputChannels);
        var (down, across) = ((shape.OutputHeight + 1) / 2, (shape.OutputWidth + 1) / 2);
        var product = Product(geometry, shape);
        var tiles = product.Columns;
        var transformed = builder.Scratch(operation, (long)Winograd.Frequencies * channels * tiles);
        var products = builder.Scratch(operation, (long)Winograd.Frequencies * outputs * tiles);
        var (input, output, residual) = (operation.Input(0), operation.Output, operation.Residual ?? operation.Output);

        var inputConfig = Launching.Over(tiles, channels);
        builder.Add(stream => Winograd.TransformInput(stream, inputConfig, input.View, transformed.View, shape, down, across, tiles, channels), input, transformed);

        product.Depth = TileShape.RoundUp(channels, choice.Tile.Depth);
        product.PackedOutputs = TileShape.RoundUp(outputs, choice.Tile.Rows);
        var packed = builder.Upload<float>(TiledConvolution.Pack(Transform(weights, channels, outputs), channels, Winograd.Frequencies, product));
        var zeros = builder.Upload<float>(new float[Winograd.Frequencies * outputs]);
        TiledConvolution.Launch(
            operation, builder, choice, isPixel: true, Winograd.Frequencies, product, transformed, packed, builder.Upload<int>([0, 0]), zeros, products, null, Activation.None);

        var outputConfig = Launching.Over(tiles, outputs);
        var parameters = Launching.Parameters(operation.Activation);
        builder.Add(
            operation.Activation.IsClamp
                ? stream => Winograd.TransformOutput<ClampActivation>(
                    stream, outputConfig, products.View, bias, residual.View, output.View, shape, parameters, down, across, tiles, outputs)
                : stream => Winograd.TransformOutput<AnyActivation>(
                    stream, outputConfig, products.View, bias, residual.View, output.View, shape, parameters, down, across, tiles, outputs),
            products, output, operation.Residual);
    }

    /// <summary>G g G^T of each window, as [16, outputs, channels]; in double precision, since it is done once.</summary>
    internal static float[] Transform(ReadOnlySpan<float> weights, int channels, int outputs)
    {
        var result = new float[checked(Winograd.Frequencies * outputs * channels)];
        Span<double> rows = stackalloc double[12];
        for (var filter = 0; filter < outputs * channels; filter++)
        {
            var g = weights.Slice(9 * filter, 9);
            for (var column = 0; column < 3; column++)
            {
                var (top, middle, bottom) = ((double)g[column], (double)g[3 + column], (double)g[6 + column]);
                rows[column] = top;
                rows[3 + column] = (top + middle + bottom) / 2;
                rows[6 + column] = (top - middle + bottom) / 2;
                rows[9 + column] = bottom;
            }

            for (var row = 0; row < 4; row++)
            {
                var (left, middle, right) = (rows[3 * row], rows[(3 * row) + 1], rows[(3 * row) + 2]);
                Store(result, filter, 4 * row, left);
                Store(result, filter, (4 * row) + 1, (left + middle + right) / 2);
                Store(result, filter, (4 * row) + 2, (left - middle + right) / 2);
                Store(result, filter, (4 * row) + 3, right);
            }
        }

        return result;

        void Store(float[] values, int filter, int frequency, double value) => values[(frequency * outputs * channels) + filter] = (float)value;
    }
}
