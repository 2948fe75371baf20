using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli;

/// <summary>When photos far larger than a network's input are decoded at a fraction of their size.</summary>
internal static class ReducedDecoding
{
    // Pixels of the reduced photo for one of the input, along each side. With 4 the input differs by 1 in a twentieth to a tenth of its
    // values, which is the rounding of the reduced pixels; more do not make it less.
    private const int PixelsPerInput = 4;

    /// <summary>The options for decoding.</summary>
    /// <param name="preprocessing">How photos are brought to the input.</param>
    /// <param name="views">Views of other sizes, or null.</param>
    internal static DecodeOptions For(Preprocessing preprocessing, MapViews? views)
    {
        var longer = Math.Max(preprocessing.Width, preprocessing.Height);
        var pixels = PixelsPerInput * (views is null or { Scales.IsEmpty: true } ? 1 : (double)views.Scales.Max() / longer) * (views is { TenCrop: true } ? 8 / 7.0 : 1);
        var (width, height) = preprocessing.Resize == ResizeMode.Shorter
            ? (preprocessing.ShorterSide, preprocessing.ShorterSide)
            : (preprocessing.Width, preprocessing.Height);
        return new() { AtLeast = ((int)Math.Ceiling(pixels * width), (int)Math.Ceiling(pixels * height)) };
    }
}
