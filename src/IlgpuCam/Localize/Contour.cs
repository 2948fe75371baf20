namespace IlgpuCam.Localize;

/// <summary>One border of a binary picture, followed from pixel centre to pixel centre.</summary>
/// <param name="Bounds">The smallest rectangle of whole pixels around the border's pixels, which belong to the foreground, those of a hole's border too.</param>
/// <param name="Area">The area of the polygon through the pixels' centres: a square of n pixels a side has (n - 1)², a line and a single pixel none.</param>
/// <param name="IsHole">Whether it goes around a hole instead of around a component.</param>
public readonly record struct Contour(PixelBox Bounds, double Area, bool IsHole);
