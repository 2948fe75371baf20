using IlgpuCam.Compute;
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
    private static readonly TileShape[] All =
        [Create<Tile128x128>(), Create<Tile64x64>(), Create<Tile64x32>(), Create<Tile32x64>(), Create<Tile32x32>(), Create<Tile16x64>()];

    /// <summary>The tile that should be fastest: the work of all groups, padding included, divided by what the device does at once, at a tile's own speed.</summary>
    internal static TileShape Choose(in ConvolutionShape shape, int groups, Device device)
    {
        TileShape? best = null;
        var bestTime = double.PositiveInfinity;
        foreach (var tile in All)
        {
            var time = tile.Time(shape, groups, Math.Max(device.ComputeUnits, 1));
            if (time < bestTime && tile.Items <= device.MaxGroupSize)
            {
                (best, bestTime) = (tile, time);
            }
        }

        return best ?? throw new NotSupportedException($"{device.Name} allows groups of {device.MaxGroupSize} work-items, the smallest tile needs {All.Min(t => t.Items)}");
    }

    internal static int RoundUp(int value, int multiple) => checked((value + multiple - 1) / multiple * multiple);

    // A step of the sum costs a multiplication for each result and a load for each of the tile's sides; larger tiles load less for each result.
    private double Time(in ConvolutionShape shape, int groups, int units)
    {
        var tiles = (double)Launching.Groups(shape.Columns, Columns) * Launching.Groups(shape.GroupOutputs, Rows) * groups;
        return Math.Ceiling(tiles / units) * ((Rows * Columns) + (16.0 * (Rows + Columns)));
    }

    private static TileShape Create<TTile>()
        where TTile : struct, ITile => new(
            TTile.Rows,
            TTile.Columns,
            TTile.Depth,
            TTile.Rows * TTile.Columns / (TTile.RowsPerItem * TTile.ColumnsPerItem),
            Convolution.Forward<TTile, WindowSource, ClampActivation>,
            Convolution.Forward<TTile, PixelSource, ClampActivation>);
}
