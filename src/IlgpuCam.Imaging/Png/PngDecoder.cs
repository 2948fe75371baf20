using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>Decodes PNG (W3C, third edition): every colour type and depth, interlaced or not.</summary>
internal static class PngDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="options">Limits, and whether to turn the picture upright.</param>
    /// <exception cref="ImageFormatException">The file is broken other than by a missing end, or has no pixels.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        var file = PngFile.Read(data, options);
        var header = file.Header;
        var passes = header.Interlaced ? Adam7.Passes : Adam7.Whole;
        long bytes = 0, longestRow = 0;
        foreach (var pass in passes)
        {
            var (columns, rows) = (pass.Columns(header.Width), pass.Rows(header.Height));
            if (columns > 0 && rows > 0)
            {
                bytes += (header.RowBytes(columns) + 1) * rows;
                longestRow = Math.Max(longestRow, header.RowBytes(columns) + 1);
            }
        }

        // Deflate makes 1032 bytes of one at the very most.
        PixelLimits.CheckPresent("PNG", header.Width, header.Height, file.Compressed.Length, bytes / 1032);
        if (longestRow > Array.MaxLength)
        {
            throw new ImageFormatException($"A PNG image of {header.Width}x{header.Height} has rows of {longestRow} bytes, more than one array holds.");
        }

        using var inflater = new PngInflater(file.Compressed, (int)longestRow, file.EndMissing);
        var image = new PngPixels(header, new PngRowExpander(header, file.Palette), inflater).Read(passes, file.EndMissing, file.Warnings);
        if (options.ApplyOrientation && file.Exif.Length > 0)
        {
            image = Orientation.Apply(image, ExifOrientation.Read(file.Exif, out var problem));
            file.Warnings.AddRange(problem is null ? [] : [problem]);
        }

        return new DecodedImage(image, "png", file.Warnings);
    }
}
