namespace IlgpuCam.Models.Architectures;

/// <summary>How the mobile networks round numbers of channels.</summary>
internal static class InvertedWidths
{
    /// <summary>The nearest multiple of 8, at least 8, and the next one where that is more than a tenth too few.</summary>
    /// <param name="width">Channels wanted.</param>
    internal static int Round(double width)
    {
        var rounded = Math.Max(8, (int)(width + 4) / 8 * 8);
        return rounded < 0.9 * width ? rounded + 8 : rounded;
    }
}
