using IlgpuCam.Localize;

namespace IlgpuCam.Explain;

/// <summary>Maps on other grids: bilinear interpolation with half-pixel centres, edges clamped.</summary>
internal static class MapGrid
{
    /// <summary>The map mirrored left to right.</summary>
    public static ActivationMap Mirror(ActivationMap map)
    {
        var values = map.Values.AsSpan().ToArray();
        for (var y = 0; y < map.Height; y++)
        {
            values.AsSpan(y * map.Width, map.Width).Reverse();
        }

        return new(map.Height, map.Width, values);
    }

    /// <summary>The map on a grid of another size over the same area.</summary>
    public static ActivationMap Resample(ActivationMap map, int height, int width) =>
        (map.Height, map.Width) == (height, width) ? map : Resample(map, Line(map.Height, height), Line(map.Width, width));

    /// <summary>The map of one input on the grid of another input of the same photo.</summary>
    /// <param name="map">The map.</param>
    /// <param name="from">Where its input lies on the photo.</param>
    /// <param name="height">Rows of the other grid.</param>
    /// <param name="width">Columns of the other grid.</param>
    /// <param name="to">Where the other input lies.</param>
    public static ActivationMap Resample(ActivationMap map, Placement from, int height, int width, Placement to) =>
        from == to
            ? Resample(map, height, width)
            : Resample(map, Line(map.Height, height, from.Top, from.Height, to.Top, to.Height), Line(map.Width, width, from.Left, from.Width, to.Left, to.Width));

    private static ActivationMap Resample(ActivationMap map, (int Index, float Weight)[] rows, (int Index, float Weight)[] columns)
    {
        var result = new float[rows.Length * columns.Length];
        for (var y = 0; y < rows.Length; y++)
        {
            var (top, lower) = rows[y];
            var upper = map.Values.AsSpan(top * map.Width, map.Width);
            var below = map.Values.AsSpan(Math.Min(top + 1, map.Height - 1) * map.Width, map.Width);
            for (var x = 0; x < columns.Length; x++)
            {
                var (left, weight) = columns[x];
                var right = Math.Min(left + 1, map.Width - 1);
                var first = (upper[left] * (1 - lower)) + (below[left] * lower);
                var second = (upper[right] * (1 - lower)) + (below[right] * lower);
                result[(y * columns.Length) + x] = (first * (1 - weight)) + (second * weight);
            }
        }

        return new(rows.Length, columns.Length, result);
    }

    /// <summary>The neighbours of every cell's centre, and how much the second one counts.</summary>
    public static (int Index, float Weight)[] Line(int from, int to, double fromStart = 0, double fromLength = 1, double toStart = 0, double toLength = 1)
    {
        var line = new (int, float)[to];
        for (var i = 0; i < to; i++)
        {
            var centre = ((toStart + ((i + 0.5) * toLength / to) - fromStart) / fromLength * from) - 0.5;
            var clamped = Math.Clamp(centre, 0, from - 1);
            line[i] = ((int)clamped, (float)(clamped - (int)clamped));
        }

        return line;
    }
}
