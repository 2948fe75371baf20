namespace IlgpuCam.Tests.Gpu.Masks;

/// <summary>Masks that are hard to join: ways as long as can be, as many components as can be, neighbours across the borders of tiles only.</summary>
internal static class HardMasks
{
    /// <summary>Whether a pixel of a mask is set.</summary>
    internal delegate bool Drawing(int x, int y, int width, int height);

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<(string Name, Drawing IsSet)> All { get; } =
    [
        ("all", (_, _, _, _) => true),
        ("none", (_, _, _, _) => false),
        ("one pixel", (x, y, w, h) => x == w * 2 / 3 && y == h / 3),
        ("the last pixel", (x, y, w, h) => x == w - 1 && y == h - 1),
        ("checkerboard", (x, y, _, _) => (x + y) % 2 == 0),
        ("checkerboard of 2x2", (x, y, _, _) => ((x / 2) + (y / 2)) % 2 == 0),
        ("comb", (x, y, _, h) => y == h - 1 || x % 2 == 0),
        ("comb on its side", (x, y, w, _) => x == w - 1 || y % 2 == 0),
        ("two combs in one another", (x, y, _, h) => x % 4 == 0 ? y < h - 2 : x % 4 == 2 ? y > 1 : y == 0 || y == h - 1),
        ("spiral", (x, y, w, h) => IsSpiral(x, y, w, h)),
        ("what a spiral leaves", (x, y, w, h) => !IsSpiral(x, y, w, h)),
        ("serpentine", (x, y, w, _) => y % 2 == 0 || x == (y % 4 == 1 ? w - 1 : 0)),
        ("serpentine on its side", (x, y, _, h) => x % 2 == 0 || y == (x % 4 == 1 ? h - 1 : 0)),
        ("nested rings", (x, y, w, h) => Ring(x, y, w, h) % 2 == 0),
        ("diagonal lines", (x, y, _, _) => (x + y) % 3 == 0),
        ("diagonal lines the other way", (x, y, _, h) => (x + h - y) % 3 == 0),
        ("zigzags", (x, y, _, _) => (y + Math.Abs((x % 16) - 8)) % 5 == 0),
        ("stairs", (x, y, _, h) => (x - y + (3 * h)) % 6 < 2),
        ("dots", (x, y, _, _) => x % 2 == 0 && y % 2 == 0),
        ("diamonds", (x, y, w, h) => (Math.Abs(x - (w / 2)) + Math.Abs(y - (h / 2))) % 4 == 0),
        ("borders of tiles", (x, y, _, _) => x % 32 is 0 or 31 || y % 8 is 0 or 7),
        ("corners of tiles", (x, y, _, _) => (x % 32 == 0 && y % 8 == 0) || (x % 32 == 31 && y % 8 == 7)),
        ("triangle of triangles", (x, y, _, _) => (x & y) == 0),
        ("squares of one size", (x, y, _, _) => x % 5 < 3 && y % 5 < 3),
    ];

    /// <summary>As a map of ones and zeros.</summary>
    internal static float[] Draw(Drawing isSet, int width, int height)
    {
        var map = new float[width * height];
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = isSet(i % width, i / width, width, height) ? 1 : 0;
        }

        return map;
    }

    private static int Ring(int x, int y, int width, int height) => Math.Min(Math.Min(x, y), Math.Min(width - 1 - x, height - 1 - y));

    // Rings two apart, opened on one side and joined to the next, so that the way to the middle is as long as it can be.
    private static bool IsSpiral(int x, int y, int width, int height)
    {
        var ring = Ring(x, y, width, height);
        var isGap = x == ring && y == ring + 1;
        return ring % 2 == 0 ? !isGap : isGap;
    }
}
