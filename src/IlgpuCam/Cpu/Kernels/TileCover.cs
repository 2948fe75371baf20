namespace IlgpuCam.Cpu.Kernels;

/// <summary>Covers a line of pixels with tiles of few heights. The last two may overlap, which computes some pixels twice and alike.</summary>
internal static class TileCover
{
    /// <summary>Heights for 32 registers, or for tiles that hold nothing but accumulators.</summary>
    internal static readonly int[] Tall = [14, 10, 7, 4, 2, 1];

    /// <summary>Heights of tiles of one column for 16 registers.</summary>
    internal static readonly int[] Narrow = [10, 7, 4, 2, 1];

    /// <summary>Heights of tiles of two columns for 16 registers.</summary>
    internal static readonly int[] Low = [6, 4, 2, 1];

    /// <summary>Which tile comes next.</summary>
    /// <param name="heights">Descending, ending with 1.</param>
    /// <param name="pixels">The line's length.</param>
    /// <param name="done">Pixels that are done; moved back where the tile overlaps with the one before.</param>
    /// <returns>An index into <paramref name="heights"/>.</returns>
    internal static int Next(int[] heights, int pixels, ref int done)
    {
        var left = pixels - done;
        var i = 0;
        if (left >= heights[0])
        {
            return i;
        }

        // The lowest tile that covers the rest, as long as it fits into the line.
        while (heights[i] > pixels || (i + 1 < heights.Length && heights[i + 1] >= left))
        {
            i++;
        }

        if (heights[i] > left)
        {
            done = pixels - heights[i];
        }

        return i;
    }
}
