using System.Buffers;
using System.Runtime.Intrinsics;
using IlgpuCam.Explain;
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
        var values = new float[Side * Side];
        Upsample(map, height, width, placement, values);
        var (minimum, range) = Range(values);
        foreach (ref var value in values.AsSpan())
        {
            value = range > 0 ? (value - minimum) / range : 0;
        }

        return values;
    }

    /// <summary>The same as grey levels from 0 to 255, rounded down.</summary>
    /// <param name="map">The map.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    internal static GreyPicture Grey(ActivationMap map, Placement placement)
    {
        var rented = ArrayPool<float>.Shared.Rent(Side * Side);
        var values = rented.AsSpan(0, Side * Side);
        Upsample(map.Values, map.Height, map.Width, placement, values);
        var (minimum, range) = Range(values);
        var grey = new GreyPicture(Side, Side);
        for (var y = 0; y < Side; y++)
        {
            var row = grey.Row(y);
            if (range > 0)
            {
                ToGrey(values.Slice(y * Side, Side), minimum, range, row);
            }
            else
            {
                row.Clear();
            }

            grey.Pad(y);
        }

        ArrayPool<float>.Shared.Return(rented);
        return grey;
    }

    private static void Upsample(ReadOnlySpan<float> map, int height, int width, Placement placement, Span<float> values)
    {
        var (x, y) = ((double)Side / placement.PhotoWidth, (double)Side / placement.PhotoHeight);
        Localizer.Upsample(map, height, width, new(Side, Side, placement.Left * x, placement.Top * y, placement.Width * x, placement.Height * y), values);
    }

    // The range is 0 where it is of no use. A side is a multiple of all vectors' lengths.
    private static (float Minimum, float Range) Range(ReadOnlySpan<float> values)
    {
        var (minima, maxima) = (Vector256.Create(float.PositiveInfinity), Vector256.Create(float.NegativeInfinity));
        for (var i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            // NaN stays once it is met.
            var value = Vector256.Create(values[i..]);
            (minima, maxima) = (Vector256.Min(minima, value), Vector256.Max(maxima, value));
        }

        var (minimum, maximum) = (minima[0], maxima[0]);
        for (var i = 1; i < Vector256<float>.Count; i++)
        {
            (minimum, maximum) = (MathF.Min(minimum, minima[i]), MathF.Max(maximum, maxima[i]));
        }

        var range = maximum - minimum;
        return (minimum, float.IsFinite(range) ? range : 0);
    }

    private static void ToGrey(ReadOnlySpan<float> values, float minimum, float range, Span<byte> grey)
    {
        for (var x = 0; x < grey.Length; x += Vector256<byte>.Count)
        {
            var first = Vector256.Narrow(ToGrey(values[x..], minimum, range), ToGrey(values[(x + 8)..], minimum, range));
            var second = Vector256.Narrow(ToGrey(values[(x + 16)..], minimum, range), ToGrey(values[(x + 24)..], minimum, range));
            Vector256.Narrow(first, second).CopyTo(grey[x..]);
        }
    }

    private static Vector256<uint> ToGrey(ReadOnlySpan<float> values, float minimum, float range) =>
        Vector256.ConvertToInt32((Vector256.Create(values) - Vector256.Create(minimum)) / Vector256.Create(range) * 255).AsUInt32();
}
