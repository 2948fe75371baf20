using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A tile of the convolution kernels for tensor cores as the host knows it.</summary>
/// <param name="Rows">Output channels.</param>
/// <param name="Columns">Pixels.</param>
/// <param name="Items">Work-items of a group.</param>
/// <param name="Tf32Window">Launches the one in tf32 for windows.</param>
/// <param name="Tf32Pixel">Launches the one in tf32 for pixels, four at a time.</param>
/// <param name="HalfWindow">Launches the one in half precision for windows.</param>
/// <param name="HalfPixel">Launches the one in half precision for pixels.</param>
internal sealed record TensorTileShape(
    int Rows, int Columns, int Items, ConvolutionLaunch Tf32Window, ConvolutionLaunch Tf32Pixel, HalfConvolutionLaunch HalfWindow, HalfConvolutionLaunch HalfPixel)
{
    // A step of the sum costs a product for each result and a load for each of the tile's sides, which products on tensor cores are so much faster than.
    private const double LoadCost = 32;

    /// <summary>All that there are.</summary>
    internal static TensorTileShape[] All { get; } = [Create<TensorTile128x128>(), Create<TensorTile64x64>(), Create<TensorTile32x32>()];

    /// <summary>The tile that should be fastest: the tiles that a multiprocessor gets, times the work of one.</summary>
    internal static TensorTileShape Choose(in ConvolutionShape shape, int groups, Device device)
    {
        var (columns, rows, units) = (shape.Columns, shape.GroupOutputs, Math.Max(device.ComputeUnits, 1));
        return All.MinBy(tile => Math.Ceiling((double)Launching.Groups(columns, tile.Columns) * Launching.Groups(rows, tile.Rows) * groups / units)
            * ((tile.Rows * tile.Columns) + (LoadCost * (tile.Rows + tile.Columns))))!;
    }

    private static TensorTileShape Create<TTile>()
        where TTile : struct, ITensorTile => new(
            TTile.Rows,
            TTile.Columns,
            TTile.Rows * TTile.Columns / (TTile.WarpRows * TTile.WarpColumns) * Warp.WarpSize,
            TensorConvolution.Tf32<TTile, TensorWindowSource, ClampActivation>,
            TensorConvolution.Tf32<TTile, TensorPixelSource, ClampActivation>,
            TensorConvolution.Half<TTile, WindowSource, ClampActivation>,
            TensorConvolution.Half<TTile, PixelSource, ClampActivation>);
}
