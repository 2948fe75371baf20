using IlgpuCam.Tests.Gpu.Cases;

namespace IlgpuCam.Tests.Gpu.Masks;

/// <summary>The largest component of a map's mask by filling one component after the other from its first pixel, in rows from top to bottom.</summary>
internal static class FloodFill
{
    /// <summary>Of components with as many pixels the one comes first whose first pixel does; so does the first pixel of several with the maximum. A map whose maximum is not positive has no mask.</summary>
    /// <param name="map">[height, width].</param>
    /// <param name="width">Columns.</param>
    /// <param name="connectivity">4 or 8.</param>
    /// <param name="threshold">The share of the maximum from which on pixels are set.</param>
    internal static LocatedBox Largest(ReadOnlySpan<float> map, int width, int connectivity, float threshold)
    {
        var (maximum, peak) = (float.NegativeInfinity, 0);
        for (var i = 0; i < map.Length; i++)
        {
            if (map[i] > maximum)
            {
                (maximum, peak) = (map[i], i);
            }
        }

        var best = new LocatedBox(0, 0, 0, 0, 0, peak % width, peak / width, BitConverter.SingleToInt32Bits(maximum));
        var isOpen = new bool[map.Length];
        for (var i = 0; i < map.Length; i++)
        {
            isOpen[i] = maximum > 0 && map[i] >= threshold * maximum;
        }

        var waiting = new Stack<int>();
        for (var first = 0; first < map.Length; first++)
        {
            if (isOpen[first])
            {
                var box = Fill(isOpen, width, connectivity, first, waiting);
                if (box.Area > best.Area)
                {
                    best = box with { PeakX = best.PeakX, PeakY = best.PeakY, MaximumBits = best.MaximumBits };
                }
            }
        }

        return best;
    }

    // Closes the pixels that it counts.
    private static LocatedBox Fill(bool[] isOpen, int width, int connectivity, int first, Stack<int> waiting)
    {
        var height = isOpen.Length / width;
        var (area, left, top, right, bottom) = (0, int.MaxValue, int.MaxValue, 0, 0);
        isOpen[first] = false;
        waiting.Push(first);
        while (waiting.TryPop(out var pixel))
        {
            var (y, x) = Math.DivRem(pixel, width);
            area++;
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            for (var ny = Math.Max(y - 1, 0); ny <= Math.Min(y + 1, height - 1); ny++)
            {
                for (var nx = Math.Max(x - 1, 0); nx <= Math.Min(x + 1, width - 1); nx++)
                {
                    var neighbour = (ny * width) + nx;
                    if (isOpen[neighbour] && (connectivity == 8 || nx == x || ny == y))
                    {
                        isOpen[neighbour] = false;
                        waiting.Push(neighbour);
                    }
                }
            }
        }

        return new(area, left, top, right, bottom, 0, 0, 0);
    }
}
