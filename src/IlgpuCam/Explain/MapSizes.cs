namespace IlgpuCam.Explain;

/// <summary>The check that every entry point for maps from outside makes.</summary>
internal static class MapSizes
{
    /// <summary>Throws unless a span holds exactly the values of a map, or of several.</summary>
    public static void Check(int height, int width, int length, string parameter, long maps = 1)
    {
        if (height < 1 || width < 1)
        {
            throw new ArgumentException($"a map needs at least one row and one column, found {height}x{width}", parameter);
        }

        if ((UInt128)maps * (ulong)((long)height * width) != (ulong)length)
        {
            throw new ArgumentException($"{(maps == 1 ? "a map" : maps + " maps")} of {height}x{width} needs {(Int128)maps * height * width} values, found {length}", parameter);
        }
    }
}
