using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Bmp;

/// <summary>Decodes the run lengths of BI_RLE8 and BI_RLE4 (Microsoft, "Bitmap Compression").</summary>
internal static class BmpRunLengths
{
    /// <summary>Draws the runs; pixels that no run covers keep what they are.</summary>
    /// <param name="data">The file from the first run on.</param>
    /// <param name="header">The header.</param>
    /// <param name="image">Where the pixels go.</param>
    /// <returns>Whether the runs end as they should; false if the file ends before.</returns>
    /// <exception cref="ImageFormatException">A run starts outside the picture, or an index lies outside the palette.</exception>
    public static bool Decode(ReadOnlySpan<byte> data, BmpHeader header, RgbImage image)
    {
        var half = header.Compression == BmpCompression.Rle4;
        var palette = header.Palette!;
        int x = 0, y = 0, offset = 0;
        while (offset + 2 <= data.Length)
        {
            var (count, value) = (data[offset], data[offset + 1]);
            offset += 2;
            if (count > 0)
            {
                var (first, second) = half ? (value >> 4, value & 15) : (value, value);
                var row = RowFrom(image, header, x, y, offset);
                for (var i = 0; i < count && 3 * i < row.Length; i++)
                {
                    palette.Put(row[(3 * i)..], i % 2 == 0 ? first : second);
                }

                x = Math.Min(x + count, image.Width);
            }
            else if (value == 0)
            {
                (x, y) = (0, Math.Min(y + 1, image.Height));
            }
            else if (value == 1)
            {
                return true;
            }
            else if (value == 2)
            {
                if (offset + 2 > data.Length)
                {
                    return false;
                }

                (x, y) = (Math.Min(x + data[offset], image.Width), Math.Min(y + data[offset + 1], image.Height));
                offset += 2;
            }
            else
            {
                // Single pixels, padded to a multiple of two bytes.
                var bytes = half ? (value + 1) / 2 : value;
                var pixels = data[offset..Math.Min(offset + bytes, data.Length)];
                var row = RowFrom(image, header, x, y, offset);
                var room = Math.Min(Math.Min(value, pixels.Length * (half ? 2 : 1)) * 3, row.Length);
                if (room > 0)
                {
                    palette.Expand(pixels, half ? 4 : 8, row[..room]);
                }

                if (pixels.Length < bytes)
                {
                    return false;
                }

                x = Math.Min(x + value, image.Width);
                offset += (bytes + 1) & ~1;
            }
        }

        // Some writers leave the last end marker out.
        return y >= image.Height || (y == image.Height - 1 && x >= image.Width);
    }

    // Runs may pass the end of a row: writers pad them. Pixels below the last row mean that the file is broken.
    private static Span<byte> RowFrom(RgbImage image, BmpHeader header, int x, int y, int offset)
    {
        if (y >= image.Height)
        {
            throw new ImageFormatException($"The BMP run before offset {header.PixelOffset + offset} lies below the last of {image.Height} rows.");
        }

        return image.Row(header.TopDown ? y : image.Height - 1 - y)[(x * 3)..];
    }
}
