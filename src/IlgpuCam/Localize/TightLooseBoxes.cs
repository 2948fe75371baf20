using System.Buffers;

namespace IlgpuCam.Localize;

/// <summary>
/// The box generator that the authors of CAM used for their ILSVRC predictions. The map as a grey picture is cut at three levels; of each mask the pixels that lie deep enough inside
/// (by the distance transform) are kept, and the bounding rectangles of all their contours are the candidates, largest first, of which those that nearly repeat a larger one are left out.
/// The first is the loose box, the second the tight one.
/// </summary>
public static class TightLooseBoxes
{
    // Levels of the distances, scaled to 0..255, that count as inside.
    private const int Depth = 10;

    // Columns and rows at the right and lower edge that no box reaches.
    private const int Margin = 5;

    /// <summary>Finds the boxes of a map: it is scaled from its minimum and maximum to 0..255 and rounded first.</summary>
    /// <param name="map">The map at the picture's resolution, in row-major order; NaN is below every level.</param>
    /// <param name="width">The picture's columns, at least 1.</param>
    /// <param name="height">The picture's rows, at least 1.</param>
    /// <param name="levels">The levels; the authors' if null.</param>
    /// <returns>The boxes, the loose one first; none where the map is constant or holds an infinity.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit the map.</exception>
    public static List<PixelBox> Find(ReadOnlySpan<float> map, int width, int height, BoxLevels? levels = null)
    {
        Explain.MapSizes.Check(height, width, map.Length, nameof(map));
        var grey = ArrayPool<byte>.Shared.Rent(map.Length);
        Scale(map, grey);
        var boxes = Find(grey.AsSpan(0, map.Length), width, height, levels);
        ArrayPool<byte>.Shared.Return(grey);
        return boxes;
    }

    /// <summary>Finds the boxes of a map that is a grey picture already.</summary>
    /// <param name="grey">A byte a pixel in row-major order.</param>
    /// <param name="width">The picture's columns, at least 1.</param>
    /// <param name="height">The picture's rows, at least 1.</param>
    /// <param name="levels">The levels; the authors' if null.</param>
    /// <returns>The boxes, the loose one first; none where no pixel is above the lowest level.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit the picture.</exception>
    public static List<PixelBox> Find(ReadOnlySpan<byte> grey, int width, int height, BoxLevels? levels = null)
    {
        Explain.MapSizes.Check(height, width, grey.Length, nameof(grey));
        var (first, second, third) = levels ?? BoxLevels.Default;
        var mask = ArrayPool<byte>.Shared.Rent(grey.Length);
        var candidates = new List<PixelBox>();
        foreach (var level in (ReadOnlySpan<int>)[first, second, third])
        {
            KeepDeep(grey, level, width, height, mask.AsSpan(0, grey.Length));
            candidates.AddRange(Contours.Find(mask.AsSpan(0, grey.Length), width, height).Select(c => Limit(c.Bounds, width, height)).Where(b => b.Area > 0));
        }

        ArrayPool<byte>.Shared.Return(mask);
        return Thin([.. candidates.OrderByDescending(b => b.Area)]);
    }

    private static void Scale(ReadOnlySpan<float> map, Span<byte> grey)
    {
        var (minimum, maximum) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in map)
        {
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        var scale = 255.0 / ((double)maximum - minimum);
        scale = double.IsFinite(scale) ? scale : 0;
        for (var i = 0; i < map.Length; i++)
        {
            // A NaN becomes 0.
            grey[i] = scale == 0 ? (byte)0 : byte.CreateSaturating(Math.Round((map[i] - minimum) * scale));
        }
    }

    // The mask above a level, without what lies near its edge.
    private static void KeepDeep(ReadOnlySpan<byte> grey, int level, int width, int height, Span<byte> mask)
    {
        for (var i = 0; i < grey.Length; i++)
        {
            mask[i] = grey[i] > level ? (byte)1 : (byte)0;
        }

        var distances = ArrayPool<float>.Shared.Rent(grey.Length);
        DistanceTransform.Squared(mask, width, height, distances.AsSpan(0, grey.Length));
        var (minimum, maximum) = (float.PositiveInfinity, 0f);
        foreach (var square in distances.AsSpan(0, grey.Length))
        {
            minimum = Math.Min(minimum, square);
            maximum = Math.Max(maximum, square);
        }

        var scale = 255 / (Math.Sqrt(maximum) - Math.Sqrt(minimum));
        for (var i = 0; i < grey.Length; i++)
        {
            // Without background nothing has an edge to be near to.
            mask[i] = mask[i] != 0 && !(Math.Round(Math.Sqrt(distances[i]) * scale) <= Depth) ? (byte)1 : (byte)0;
        }

        ArrayPool<float>.Shared.Return(distances);
    }

    private static PixelBox Limit(PixelBox box, int width, int height)
    {
        var (x, y) = (Math.Clamp(box.X0, 0, Math.Max(width - Margin, 0)), Math.Clamp(box.Y0, 0, Math.Max(height - Margin, 0)));
        return new(x, y, x + Math.Min(box.Width, width - x - Margin), y + Math.Min(box.Height, height - y - Margin));
    }

    // The box behind a removed one is passed over, as the authors' program does.
    private static List<PixelBox> Thin(List<PixelBox> boxes)
    {
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = i + 1; j < boxes.Count; j++)
            {
                if (2 * boxes[i].Common(boxes[j]) > Math.Max(boxes[i].Area, boxes[j].Area))
                {
                    boxes.RemoveAt(j);
                }
            }
        }

        return boxes;
    }
}
