using System.Buffers;

namespace IlgpuCam.Localize;

/// <summary>A percentile of a map's values on the photo, found by counting instead of sorting: the upper halves of the values' bits first, then the lower halves of those that share the upper one.</summary>
internal static class MapPercentile
{
    private const int Half = 16;

    /// <summary>The value of the nearest rank; NaN counts for nothing, and negative infinity is the answer where there is nothing else.</summary>
    /// <param name="map">The map.</param>
    /// <param name="percentile">From 0 to 100.</param>
    public static float Of(in MapInterpolator map, double percentile)
    {
        var row = ArrayPool<float>.Shared.Rent(MapInterpolator.Padded(map.Covered.Width));
        var counts = new int[1 << Half];
        var total = Count(map, row, counts, upper: -1);
        var rank = Math.Max((long)Math.Ceiling(percentile / 100 * total), 1);
        var value = float.NegativeInfinity;
        if (total > 0)
        {
            var upper = Reach(counts, ref rank);
            Count(map, row, counts, upper);
            value = Value(((uint)upper << Half) | (uint)Reach(counts, ref rank));
        }

        ArrayPool<float>.Shared.Return(row);
        return value;
    }

    // Counts the keys' upper halves, or the lower ones of those with a given upper half.
    private static long Count(in MapInterpolator map, float[] row, int[] counts, int upper)
    {
        Array.Clear(counts);
        var total = 0L;
        for (var y = map.Covered.Y0; y < map.Covered.Y1; y++)
        {
            map.SelectRow(y);
            map.WriteRow(row);
            foreach (var value in row.AsSpan(0, map.Covered.Width))
            {
                var key = Key(value);
                if (!float.IsNaN(value) && (upper < 0 || key >> Half == upper))
                {
                    counts[upper < 0 ? key >> Half : key & ((1 << Half) - 1)]++;
                    total++;
                }
            }
        }

        return total;
    }

    // The place at which the counts add up to the rank, which becomes the rank within it.
    private static int Reach(ReadOnlySpan<int> counts, ref long rank)
    {
        var place = 0;
        for (; rank > counts[place]; place++)
        {
            rank -= counts[place];
        }

        return place;
    }

    // Keys are in the order of the values.
    private static uint Key(float value) => BitConverter.SingleToUInt32Bits(value) is var bits && (bits >> 31) != 0 ? ~bits : bits | 0x80000000;

    private static float Value(uint key) => BitConverter.UInt32BitsToSingle((key >> 31) != 0 ? key & 0x7FFFFFFF : ~key);
}
