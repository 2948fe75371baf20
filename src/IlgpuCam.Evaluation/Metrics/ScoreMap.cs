using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>A map as the WSOL benchmark compares it: over the whole photo at 224x224, scaled from its minimum and maximum to 0..1 (Choe et al., "Evaluating weakly supervised object localization methods right", 2020).</summary>
public static class ScoreMap
{
    /// <summary>The side of the compared map.</summary>
    public const int Side = 224;

    /// <summary>Upsamples a map bilinearly, half-pixel centres, and scales it.</summary>
    /// <param name="map">The map's values, rows from top to bottom.</param>
    /// <param name="height">The map's rows, at least 1.</param>
    /// <param name="width">The map's columns, at least 1.</param>
    /// <param name="placement">Where the network's input lies on the photo; what it does not cover has the value 0 before scaling.</param>
    /// <returns><see cref="Side"/> squared values; all 0 where the map is constant or has a NaN or an infinity.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit the map.</exception>
    public static float[] Of(ReadOnlySpan<float> map, int height, int width, Placement placement)
    {
        var (x, y) = ((double)Side / placement.PhotoWidth, (double)Side / placement.PhotoHeight);
        var values = new float[Side * Side];
        Localizer.Upsample(map, height, width, new(Side, Side, placement.Left * x, placement.Top * y, placement.Width * x, placement.Height * y), values);
        var (minimum, maximum) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in values)
        {
            (minimum, maximum) = (MathF.Min(minimum, value), MathF.Max(maximum, value));
        }

        var range = maximum - minimum;
        var isUsable = float.IsFinite(range) && range > 0;
        foreach (ref var value in values.AsSpan())
        {
            value = isUsable ? (value - minimum) / range : 0;
        }

        return values;
    }
}
