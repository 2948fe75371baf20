namespace IlgpuCam.Explain;

/// <summary>
/// The ten crops of the authors of CAM: the photo squeezed to 8/7 of the network's input (256 pixels for 224), crops of the input's size at the upper left, lower left, upper right and
/// lower right corner and in the middle, then the same five mirrored. Their maps go back to where the crops were: mirrored back, the absolute value of every pixel, added.
/// </summary>
public static class TenCrop
{
    /// <summary>The number of crops; from <c>Count / 2</c> on they are mirrored.</summary>
    public const int Count = 10;

    /// <summary>The side of the squeezed photo for a side of the network's input.</summary>
    /// <param name="side">The input's side in pixels, at least 1.</param>
    public static int Canvas(int side) => (int)(((8L * side) + 3) / 7);

    /// <summary>Where a crop begins on the squeezed photo.</summary>
    /// <param name="crop">The crop, from 0 to 9.</param>
    /// <param name="height">The input's rows.</param>
    /// <param name="width">The input's columns.</param>
    public static (int X, int Y) Offset(int crop, int height, int width)
    {
        var (right, bottom) = (Canvas(width) - width, Canvas(height) - height);
        return (crop % 5) switch { 0 => (0, 0), 1 => (0, bottom), 2 => (right, 0), 3 => (right, bottom), _ => (right / 2, bottom / 2) };
    }

    /// <summary>Adds the maps of the ten crops up on the squeezed photo, one value a pixel of it: a plain sum, not averaged where crops overlap.</summary>
    /// <param name="maps">The maps of one class, in the crops' order.</param>
    /// <param name="height">The input's rows, 224 of the authors.</param>
    /// <param name="width">The input's columns.</param>
    /// <exception cref="ArgumentException">There are not ten maps.</exception>
    public static ActivationMap Merge(IReadOnlyList<ActivationMap> maps, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count != Count)
        {
            throw new ArgumentException($"{Count} maps were expected, found {maps.Count}", nameof(maps));
        }

        var (rows, columns) = (Canvas(height), Canvas(width));
        var sum = new float[rows * columns];
        for (var i = 0; i < Count; i++)
        {
            var (x, y) = Offset(i, height, width);
            var crop = MapGrid.Resample(i < Count / 2 ? maps[i] : MapGrid.Mirror(maps[i]), height, width);
            for (var row = 0; row < height; row++)
            {
                var target = sum.AsSpan(((y + row) * columns) + x, width);
                for (var column = 0; column < width; column++)
                {
                    target[column] += MathF.Abs(crop[row, column]);
                }
            }
        }

        return new(rows, columns, sum);
    }
}
