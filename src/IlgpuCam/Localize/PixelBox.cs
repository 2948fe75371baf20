namespace IlgpuCam.Localize;

/// <summary>A rectangle of whole pixels; the ends are exclusive, so that the width is <c>X1 - X0</c>.</summary>
/// <param name="X0">The first column.</param>
/// <param name="Y0">The first row.</param>
/// <param name="X1">The column behind the last.</param>
/// <param name="Y1">The row behind the last.</param>
public readonly record struct PixelBox(int X0, int Y0, int X1, int Y1)
{
    /// <summary>Width in pixels.</summary>
    public int Width => X1 - X0;

    /// <summary>Height in pixels.</summary>
    public int Height => Y1 - Y0;

    /// <summary>The number of pixels; 0 where the box is empty.</summary>
    public long Area => (long)Math.Max(Width, 0) * Math.Max(Height, 0);

    /// <summary>The share of the pixels in either box that are in both: 1 for equal boxes, 0 for disjoint ones and where both are empty.</summary>
    /// <param name="other">The other box.</param>
    public double IntersectionOverUnion(PixelBox other)
    {
        var common = Common(other);
        var union = Area + other.Area - common;
        return union == 0 ? 0 : (double)common / union;
    }

    /// <summary>The number of pixels in both boxes.</summary>
    /// <param name="other">The other box.</param>
    internal long Common(PixelBox other) =>
        new PixelBox(Math.Max(X0, other.X0), Math.Max(Y0, other.Y0), Math.Min(X1, other.X1), Math.Min(Y1, other.Y1)).Area;

    /// <summary>The box as <c>[x0, y0, x1, y1]</c>.</summary>
    public override string ToString() => $"[{X0}, {Y0}, {X1}, {Y1}]";
}
