using IlgpuCam.Images;

namespace IlgpuCam.Imaging;

/// <summary>The pixels of an image file, and what was wrong with it without making it unreadable.</summary>
public sealed class DecodedImage
{
    /// <summary>Holds a decoder's result.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="format">The file format, in lower case: <c>jpeg</c>, <c>png</c>, <c>bmp</c>, <c>pnm</c>.</param>
    /// <param name="warnings">One sentence for each defect; empty for a sound file.</param>
    public DecodedImage(RgbImage image, string format, IReadOnlyList<string> warnings)
    {
        Image = image;
        Format = format;
        Warnings = warnings;
    }

    /// <summary>The pixels.</summary>
    public RgbImage Image { get; }

    /// <summary>The file format, in lower case: <c>jpeg</c>, <c>png</c>, <c>bmp</c>, <c>pnm</c>.</summary>
    public string Format { get; }

    /// <summary>One sentence for each defect of the file, such as a missing end; empty for a sound file.</summary>
    public IReadOnlyList<string> Warnings { get; }
}
