namespace IlgpuCam.Explain;

/// <summary>Maps made comparable with others: one range, one grid.</summary>
public static class MapScaling
{
    // pytorch-grad-cam's: a map of zeros stays one.
    private const float Least = 1e-7f;

    /// <summary>The map scaled from its minimum and maximum to 0 and 1; a constant one becomes 0.</summary>
    /// <param name="map">The map; it stays as it is.</param>
    /// <param name="cutsNegative">Whether negative values become 0 first.</param>
    public static ActivationMap ToUnit(ActivationMap map, bool cutsNegative = true)
    {
        ArgumentNullException.ThrowIfNull(map);
        var values = cutsNegative ? Array.ConvertAll(map.Values, v => MathF.Max(v, 0)) : [.. map.Values];
        var (minimum, maximum) = (values.Min(), values.Max());
        foreach (ref var value in values.AsSpan())
        {
            value = (value - minimum) / (maximum - minimum + Least);
        }

        return new(map.Height, map.Width, values);
    }

    /// <summary>The map as pytorch-grad-cam gives it to show: negative values cut, on the image's grid, scaled to 0..1.</summary>
    /// <param name="map">The map.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    public static ActivationMap ToImage(ActivationMap map, int height, int width) => ToUnit(Resize(ToUnit(map), height, width));

    /// <summary>The map on a grid of another size over the same area: bilinear interpolation with half-pixel centres, edges clamped.</summary>
    /// <param name="map">The map.</param>
    /// <param name="height">Rows of the grid, at least 1.</param>
    /// <param name="width">Columns of the grid, at least 1.</param>
    public static ActivationMap Resize(ActivationMap map, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return MapGrid.Resample(map, height, width);
    }
}
