namespace IlgpuCam.Kernels;

/// <summary>
/// 3x3 convolutions of stride 1 with 16 multiplications for 4 results instead of 36: F(2x2, 3x3) of Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4.1. Between the two
/// transforms lies <see cref="Convolution"/> of 16 groups, one a frequency, over single pixels, which are tiles here.
/// </summary>
public static partial class Winograd
{
    /// <summary>Frequencies of a tile.</summary>
    public const int Frequencies = 16;

    /// <summary>The tiles of the input. Launch over (tiles of all images, channels).</summary>
    /// <param name="input">Images of maps.</param>
    /// <param name="transformed">[16, channels, tiles of all images].</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="tilesDown">Tiles of an image, down.</param>
    /// <param name="tilesAcross">Tiles of an image, across.</param>
    /// <param name="tiles">Tiles of all images.</param>
    /// <param name="channels">Input channels.</param>
    [Kernel]
    public static void TransformInput(
        ArrayView<float> input, ArrayView<float> transformed, ConvolutionShape shape, int tilesDown, int tilesAcross, int tiles, int channels)
    {
        var tile = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (tile < tiles)
        {
            var channel = Grid.IdxY;
            var image = tile / (tilesDown * tilesAcross);
            var place = tile - (image * tilesDown * tilesAcross);
            var y = (place / tilesAcross * 2) - shape.PadTop;
            var x = (place % tilesAcross * 2) - shape.PadLeft;
            var map = (image * shape.InputImage) + (channel * shape.Height * shape.Width);
            var rows = LocalMemory.Allocate<float>(Frequencies);
            for (var column = 0; column < 4; column++)
            {
                var d0 = At(input, map, y, x + column, shape);
                var d1 = At(input, map, y + 1, x + column, shape);
                var d2 = At(input, map, y + 2, x + column, shape);
                var d3 = At(input, map, y + 3, x + column, shape);
                rows[column] = d0 - d2;
                rows[4 + column] = d1 + d2;
                rows[8 + column] = d2 - d1;
                rows[12 + column] = d1 - d3;
            }

            var step = channels * tiles;
            var target = (channel * tiles) + tile;
            for (var row = 0; row < 4; row++)
            {
                var r0 = rows[4 * row];
                var r1 = rows[(4 * row) + 1];
                var r2 = rows[(4 * row) + 2];
                var r3 = rows[(4 * row) + 3];
                transformed[target + (4 * row * step)] = r0 - r2;
                transformed[target + (((4 * row) + 1) * step)] = r1 + r2;
                transformed[target + (((4 * row) + 2) * step)] = r2 - r1;
                transformed[target + (((4 * row) + 3) * step)] = r1 - r3;
            }
        }
    }

    /// <summary>The results of the tiles. Launch over (tiles of all images, output channels).</summary>
    /// <param name="products">[16, output channels, tiles of all images].</param>
    /// <param name="bias">One value an output channel.</param>
    /// <param name="residual">What is added before the activation; any view where there is none.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="activation">The activation's parameters.</param>
    /// <param name="tilesDown">Tiles of an image, down.</param>
    /// <param name="tilesAcross">Tiles of an image, across.</param>
    /// <param name="tiles">Tiles of all images.</param>
    /// <param name="channels">Output channels.</param>
    [Kernel]
    [KernelInstance<ClampActivation>]
    [KernelInstance<AnyActivation>]
    public static void TransformOutput<TActivation>(
        ArrayView<float> products,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation,
        int tilesDown,
        int tilesAcross,
        int tiles,
        int channels)
        where TActivation : struct, IActivation
    {
        var tile = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (tile < tiles)
        {
            var channel = Grid.IdxY;
            var step = channels * tiles;
            var source = (channel * tiles) + tile;
            var sums = LocalMemory.Allocate<float>(8);
            for (var column = 0; column < 4; column++)
            {
                var m0 = products[source + (column * step)];
                var m1 = products[source + ((4 + column) * step)];
                var m2 = products[source + ((8 + column) * step)];
                var m3 = products[source + ((12 + column) * step)];
                sums[column] = m0 + m1 + m2;
                sums[4 + column] = m1 - m2 - m3;
            }

            var image = tile / (tilesDown * tilesAcross);
            var place = tile - (image * tilesDown * tilesAcross);
            var y = place / tilesAcross * 2;
            var x = place % tilesAcross * 2;
            for (var row = 0; row < 2; row++)
            {
                var s1 = sums[(4 * row) + 1];
                var s2 = sums[(4 * row) + 2];
                Store<TActivation>(sums[4 * row] + s1 + s2, bias, residual, output, shape, activation, image, channel, y + row, x);
                Store<TActivation>(s1 - s2 - sums[(4 * row) + 3], bias, residual, output, shape, activation, image, channel, y + row, x + 1);
            }
        }
    }

    private static float At(ArrayView<float> input, int map, int y, int x, ConvolutionShape shape) =>
        (uint)y < (uint)shape.Height && (uint)x < (uint)shape.Width ? input[map + (y * shape.Width) + x] : 0f;

    private static void Store<TActivation>(
        float value,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation,
        int image,
        int channel,
        int y,
        int x)
        where TActivation : struct, IActivation
    {
        if (y < shape.OutputHeight && x < shape.OutputWidth)
        {
            var pixels = shape.OutputHeight * shape.OutputWidth;
            var pixel = (y * shape.OutputWidth) + x;
            value += bias[channel];
            if (shape.HasResidual != 0)
            {
                value += residual[(image * shape.ResidualImage) + (channel * pixels) + pixel];
            }

            output[(image * shape.OutputImage) + (channel * pixels) + pixel] = TActivation.Apply(value, activation);
        }
    }
}
