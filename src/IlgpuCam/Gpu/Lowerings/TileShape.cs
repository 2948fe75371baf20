using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A tile of the convolution kernel as the host knows it.</summary>
/// <param name="Rows">Output channels.</param>
/// <param name="Columns">Pixels.</param>
/// <param name="Depth">Steps of the sum.</param>
/// <param name="Items">Work-items of a group.</param>
/// <param name="Window">Launches it for windows, with a clamp behind.</param>
/// <param name="Pixel">Launches it for single pixels, with a clamp behind.</param>
internal sealed record TileShape(int Rows, int Columns, int Depth, int Items, ConvolutionLaunch Window, ConvolutionLaunch Pixel)
{
    internal static TileShape[] All { get; } =
        [Create<Tile128x128>(), Create<Tile64x64>(), Create<Tile64x32>(), Create<Tile32x64>(), Create<Tile32x32>(), Create<Tile16x64>()];

    internal static int RoundUp(int value, int multiple) => checked((value + multiple - 1) / multiple * multiple);

    /// <summary>Groups of work-items that compute all results once.</summary>
    internal long Groups(in ConvolutionShape shape, int groups) =>
        (long)Launching.Groups(shape.Columns, Columns) * Launching.Groups(shape.GroupOutputs, Rows) * groups;

    private static TileShape Create<TTile>()
        where TTile : struct, ITile => new(
            TTile.Rows,
            TTile.Columns,
            TTile.Depth,
            TTile.Rows * TTile.Columns / (TTile.RowsPerItem * TTile.ColumnsPerItem),
            Convolution.Forward<TTile, WindowSource, ClampActivation>,
            Convolution.Forward<TTile, PixelSource, ClampActivation>);
}
