namespace IlgpuCam.Kernels;

/// <summary>Bilinear interpolation of maps at the photo's pixels, half-pixel centres, edges clamped, with the roundings of the library's CPU code, so that both find the same pixels.</summary>
public static partial class Upsampling
{
    /// <summary>Work-items of a group that looks for the peak.</summary>
    public const int GroupSize = 128;

    /// <summary>The value at a covered pixel.</summary>
    /// <param name="maps">[maps, height, width].</param>
    /// <param name="map">Where the map begins.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="placement">Where the map lies.</param>
    /// <param name="x">Column, counted from the first covered one.</param>
    /// <param name="y">Row, counted from the first covered one.</param>
    public static float Value(ArrayView<float> maps, int map, int width, int height, MapPlacement placement, int x, int y)
    {
        var rowCoordinate = MathF.Max((placement.ScaleY * (placement.Y0 + y + 0.5f)) + placement.ShiftY, 0);
        var row = (int)MathF.Min(rowCoordinate, height - 1);
        var lower = MathF.Min(rowCoordinate - row, 1);
        var columnCoordinate = MathF.Max((placement.ScaleX * (placement.X0 + x + 0.5f)) + placement.ShiftX, 0);
        var column = (int)MathF.Min(columnCoordinate, width - 1);
        var right = MathF.Min(columnCoordinate - column, 1);
        var upper = 1 - lower;
        var above = map + (row * width);
        var below = map + (Math.Min(row + 1, height - 1) * width);
        var next = Math.Min(column + 1, width - 1);
        var first = (maps[above + column] * upper) + (maps[below + column] * lower);
        var second = (maps[above + next] * upper) + (maps[below + next] * lower);
        return (first * (1 - right)) + (second * right);
    }

    /// <summary>The maps at the photo's resolution. Launch over (covered pixels of the largest photo, maps).</summary>
    /// <param name="maps">[maps, height, width].</param>
    /// <param name="placements">One a map.</param>
    /// <param name="output">The covered pixels of all maps.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="height">Rows of a map.</param>
    [Kernel]
    public static void Run(ArrayView<float> maps, ArrayView<MapPlacement> placements, ArrayView<float> output, int width, int height)
    {
        var placement = placements[Grid.IdxY];
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < placement.Width * placement.Height)
        {
            var y = pixel / placement.Width;
            output[placement.Offset + pixel] = Value(maps, Grid.IdxY * width * height, width, height, placement, pixel - (y * placement.Width), y);
        }
    }

    /// <summary>
    /// The largest value of a part of each map's covered pixels and the first pixel that has it; NaN counts for nothing. Launch with (parts, maps) groups of <see cref="GroupSize"/>.
    /// </summary>
    /// <param name="maps">[maps, height, width].</param>
    /// <param name="placements">One a map.</param>
    /// <param name="maxima">[maps, parts].</param>
    /// <param name="peaks">[maps, parts]: pixels, counted in the covered rectangle's rows.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="height">Rows of a map.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Peaks(ArrayView<float> maps, ArrayView<MapPlacement> placements, ArrayView<float> maxima, ArrayView<int> peaks, int width, int height)
    {
        var values = SharedMemory.Allocate<float>(GroupSize);
        var pixels = SharedMemory.Allocate<int>(GroupSize);
        var placement = placements[Grid.IdxY];
        var count = placement.Width * placement.Height;
        var best = float.NegativeInfinity;
        var bestPixel = 0;
        for (var pixel = (Grid.IdxX * GroupSize) + Group.IdxX; pixel < count; pixel += GroupSize * Grid.DimX)
        {
            var y = pixel / placement.Width;
            var value = Value(maps, Grid.IdxY * width * height, width, height, placement, pixel - (y * placement.Width), y);
            if (value > best)
            {
                best = value;
                bestPixel = pixel;
            }
        }

        values[Group.IdxX] = best;
        pixels[Group.IdxX] = bestPixel;
        GroupReduction.Best(values, pixels, GroupSize);
        if (Group.IdxX == 0)
        {
            maxima[(Grid.IdxY * Grid.DimX) + Grid.IdxX] = values[0];
            peaks[(Grid.IdxY * Grid.DimX) + Grid.IdxX] = pixels[0];
        }
    }
}
