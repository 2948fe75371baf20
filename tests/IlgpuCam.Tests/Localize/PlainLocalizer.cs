using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Localize;

/// <summary>Localisation as the definition reads: the map at full size, a mask, and a flood from every pixel that none has reached.</summary>
internal static class PlainLocalizer
{
    /// <summary>The map at the photo's size, a pixel at a time, in the float32 arithmetic of the library.</summary>
    public static float[] Upsample(float[] map, int height, int width, Placement placement)
    {
        var result = new float[placement.PhotoWidth * placement.PhotoHeight];
        for (var y = placement.Covered.Y0; y < placement.Covered.Y1; y++)
        {
            var (row, rowWeight) = Neighbour(y, placement.Top, placement.Height, height);
            var below = Math.Min(row + 1, height - 1);
            for (var x = placement.Covered.X0; x < placement.Covered.X1; x++)
            {
                var (column, weight) = Neighbour(x, placement.Left, placement.Width, width);
                var left = Blend(map[(row * width) + column], map[(below * width) + column], rowWeight);
                var next = Math.Min(column + 1, width - 1);
                var right = Blend(map[(row * width) + next], map[(below * width) + next], rowWeight);
                result[(y * placement.PhotoWidth) + x] = Blend(left, right, weight);
            }
        }

        return result;
    }

    /// <summary>Maximum, peak, and the largest component with its mask.</summary>
    public static (Localization Localization, byte[] Mask) Locate(float[] values, Placement placement, LocalizerOptions options)
    {
        var (width, covered) = (placement.PhotoWidth, placement.Covered);
        var maximum = float.NegativeInfinity;
        var peak = new PixelPoint(covered.X0, covered.Y0);
        for (var i = 0; i < values.Length; i++)
        {
            if (Inside(i) && values[i] > maximum)
            {
                maximum = values[i];
                peak = new(i % width, i / width);
            }
        }

        var best = new List<int>();
        if (maximum > 0)
        {
            var threshold = (float)options.Threshold * maximum;
            var open = Enumerable.Range(0, values.Length).Select(i => Inside(i) && values[i] >= threshold).ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                if (open[i] && Flood(i, open) is var component && component.Count > best.Count)
                {
                    best = component;
                }
            }
        }

        var mask = new byte[values.Length];
        foreach (var i in best)
        {
            mask[i] = 255;
        }

        PixelBox? box = best.Count == 0
            ? null
            : new(best.Min(i => i % width), best.Min(i => i / width), best.Max(i => i % width) + 1, best.Max(i => i / width) + 1);
        return (new(box, best.Count, peak, maximum), mask);

        bool Inside(int i) => i % width >= covered.X0 && i % width < covered.X1 && i / width >= covered.Y0 && i / width < covered.Y1;

        List<int> Flood(int start, bool[] open)
        {
            open[start] = false;
            var found = new List<int> { start };
            for (var n = 0; n < found.Count; n++)
            {
                var (x, y) = (found[n] % width, found[n] / width);
                for (var dy = -1; dy <= 1; dy++)
                {
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        var (nx, ny) = (x + dx, y + dy);
                        var isNeighbour = options.Connectivity == Connectivity.Eight || dx == 0 || dy == 0;
                        if (isNeighbour && nx >= 0 && nx < width && ny >= 0 && ny < placement.PhotoHeight && open[(ny * width) + nx])
                        {
                            open[(ny * width) + nx] = false;
                            found.Add((ny * width) + nx);
                        }
                    }
                }
            }

            return found;
        }
    }

    private static float Blend(float first, float second, float weight)
    {
        var a = first * (1 - weight);
        var b = second * weight;
        return a + b;
    }

    private static (int Index, float Weight) Neighbour(int pixel, double start, double length, int mapLength)
    {
        var scale = (float)(mapLength / length);
        var shift = (float)((-start * mapLength / length) - 0.5);
        var coordinate = Math.Max((scale * (pixel + 0.5f)) + shift, 0);
        var index = Math.Min((int)coordinate, mapLength - 1);
        return (index, Math.Min(coordinate - index, 1));
    }
}
