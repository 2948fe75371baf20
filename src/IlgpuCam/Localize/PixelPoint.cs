namespace IlgpuCam.Localize;

/// <summary>A pixel of a photo.</summary>
/// <param name="X">The column, 0 at the left.</param>
/// <param name="Y">The row, 0 at the top.</param>
public readonly record struct PixelPoint(int X, int Y);
