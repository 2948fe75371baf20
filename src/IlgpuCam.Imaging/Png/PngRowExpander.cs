using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>Turns a restored row of any colour type and depth into 8-bit RGB; alpha is dropped, 16-bit samples keep their high byte.</summary>
internal sealed class PngRowExpander
{
    private readonly PngHeader _header;
    private readonly Palette? _palette;

    /// <summary>Prepares for one image.</summary>
    /// <param name="header">Colour type and depth.</param>
    /// <param name="palette">Three bytes an entry.</param>
    /// <exception cref="ImageFormatException">The palette that the colour type needs is missing.</exception>
    public PngRowExpander(PngHeader header, ReadOnlySpan<byte> palette)
    {
        _header = header;
        if (header.ColorType == PngColorType.Palette)
        {
            _palette = palette.IsEmpty
                ? throw new ImageFormatException("The PNG image has no palette before its pixels, though its colour type needs one.")
                : new Palette(palette, "PNG");
        }
        else if (header is { ColorType: PngColorType.Gray, BitDepth: < 8 })
        {
            _palette = Palette.Gray(header.BitDepth, "PNG");
        }
    }

    /// <summary>Expands one row.</summary>
    /// <param name="row">The restored row.</param>
    /// <param name="rgb">Three bytes for each of its pixels.</param>
    /// <exception cref="ImageFormatException">An index lies outside the palette.</exception>
    public void Expand(ReadOnlySpan<byte> row, Span<byte> rgb)
    {
        var depth = _header.BitDepth;
        if (_palette is not null)
        {
            _palette.Expand(row, depth, rgb);
            return;
        }

        switch (_header.ColorType)
        {
            case PngColorType.Gray or PngColorType.GrayAlpha:
                PixelPacking.GrayToRgb(row, _header.FilterDistance, rgb);
                break;
            case PngColorType.RgbAlpha when depth == 8:
                PixelPacking.FourToThree(row, rgb);
                break;
            case PngColorType.Rgb when depth == 8:
                row.CopyTo(rgb);
                break;
            default:
                HighBytes(row, rgb, _header.FilterDistance);
                break;
        }
    }

    private static void HighBytes(ReadOnlySpan<byte> row, Span<byte> rgb, int bytesPerPixel)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += bytesPerPixel, to += 3)
        {
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (row[from], row[from + 2], row[from + 4]);
        }
    }
}
