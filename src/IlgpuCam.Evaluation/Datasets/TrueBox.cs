using System.Globalization;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>An annotated rectangle in pixels of the photo, half-open like <see cref="PixelBox"/>; annotations may have fractions and reach over the photo's edge.</summary>
/// <param name="X0">The left edge.</param>
/// <param name="Y0">The upper edge.</param>
/// <param name="X1">The right edge.</param>
/// <param name="Y1">The lower edge.</param>
public readonly record struct TrueBox(double X0, double Y0, double X1, double Y1)
{
    /// <summary>Its area in square pixels; 0 where it is empty.</summary>
    public double Area => Math.Max(X1 - X0, 0) * Math.Max(Y1 - Y0, 0);

    /// <summary>The share of the area in either box that is in both: 1 for equal boxes, 0 for disjoint ones and where both are empty.</summary>
    /// <param name="box">A predicted box.</param>
    public double IntersectionOverUnion(PixelBox box)
    {
        var common = new TrueBox(Math.Max(X0, box.X0), Math.Max(Y0, box.Y0), Math.Min(X1, box.X1), Math.Min(Y1, box.Y1)).Area;
        var union = Area + box.Area - common;
        return union > 0 ? common / union : 0;
    }

    /// <summary>The box as <c>[x0, y0, x1, y1]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{X0}, {Y0}, {X1}, {Y1}]");
}
