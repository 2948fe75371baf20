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
        Photo = new(image);
        Format = format;
        Warnings = warnings;
    }

    /// <summary>Holds the result of a decoder that may have reduced the picture.</summary>
    /// <param name="photo">The pixels, and the size of the full photo.</param>
    /// <param name="format">The file format, in lower case.</param>
    /// <param name="warnings">One sentence for each defect; empty for a sound file.</param>
    public DecodedImage(Photo photo, string format, IReadOnlyList<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(photo);
        Image = photo.Image;
        Photo = photo;
        Format = format;
        Warnings = warnings;
    }

    /// <summary>The pixels; fewer than the photo has where <see cref="DecodeOptions.AtLeast"/> allowed it.</summary>
    public RgbImage Image { get; }

    /// <summary>The pixels with the size of the full photo as displayed.</summary>
    public Photo Photo { get; }

    /// <summary>The file format, in lower case: <c>jpeg</c>, <c>png</c>, <c>bmp</c>, <c>pnm</c>.</summary>
    public string Format { get; }

    /// <summary>One sentence for each defect of the file, such as a missing end; empty for a sound file.</summary>
    public IReadOnlyList<string> Warnings { get; }
}
