using System.Globalization;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Numbers of pixels in annotation files.</summary>
internal static class Coordinates
{
    // Far above any photo's side, and far below where doubles lose whole numbers.
    private const double Most = 1e9;

    /// <summary>A finite number of at most 10^9 either way.</summary>
    public static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && IsSound(value);

    /// <summary>Whether a number can be a coordinate; NaN and infinity cannot.</summary>
    public static bool IsSound(double value) => Math.Abs(value) <= Most;

    /// <summary>A side of a photo as an annotation states it; null where it is no whole number above 0.</summary>
    public static (int Width, int Height)? Size(double width, double height) =>
        width is >= 1 and <= int.MaxValue && height is >= 1 and <= int.MaxValue ? ((int)width, (int)height) : null;
}
