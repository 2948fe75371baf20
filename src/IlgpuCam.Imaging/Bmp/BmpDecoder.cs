using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Bmp;

/// <summary>Decodes Windows and OS/2 bitmaps of 1, 2, 4, 8, 16, 24 and 32 bits, run lengths and bit fields included; alpha is dropped.</summary>
internal static class BmpDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ImageFormatException">The file is broken other than by a missing end, or has no pixels.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        var header = BmpHeader.Read(data, options);
        var pixels = data[header.PixelOffset..];
        var (width, height) = (header.Width, header.Height);
        var warnings = new List<string>();
        if (header.Compression is BmpCompression.Rle8 or BmpCompression.Rle4)
        {
            // Two bytes make at most 255 pixels.
            PixelLimits.CheckPresent("BMP", width, height, pixels.Length, (long)width * height / 128);
            var image = new RgbImage(width, height);
            Fill(image, header.Palette!);
            if (!BmpRunLengths.Decode(pixels, header, image))
            {
                warnings.Add("The end of the BMP file is missing: its run lengths end early.");
            }

            return new DecodedImage(image, "bmp", warnings);
        }

        var present = (int)Math.Min(height, pixels.Length / header.RowBytes);
        PixelLimits.CheckPresent("BMP", width, height, pixels.Length, header.RowBytes * height / 16);
        if (present == 0)
        {
            throw new ImageFormatException($"The BMP file has {pixels.Length} bytes of pixels, not one whole row of {header.RowBytes}.");
        }

        if (present < height)
        {
            warnings.Add($"The end of the BMP file is missing: its pixels end after {present} of {height} rows.");
        }

        return new DecodedImage(ReadRows(pixels, header, present), "bmp", warnings);
    }

    private static RgbImage ReadRows(ReadOnlySpan<byte> pixels, BmpHeader header, int rows)
    {
        var image = new RgbImage(header.Width, header.Height);
        var masks = header.Masks;
        var bits = header.BitsPerPixel;
        var usual = bits == 32 && masks == (0x00FF0000u, 0x0000FF00u, 0x000000FFu);
        BmpChannel[] channels = bits is 16 or 32 && !usual ? [new(masks.Red), new(masks.Green), new(masks.Blue)] : [];
        for (var y = 0; y < rows; y++)
        {
            var source = pixels.Slice((int)(y * header.RowBytes), (int)header.RowBytes);
            var target = image.Row(header.TopDown ? y : image.Height - 1 - y);
            switch (bits)
            {
                case <= 8:
                    header.Palette!.Expand(source, bits, target);
                    break;
                case 24:
                    PixelPacking.Reverse(source, target);
                    break;
                case 32 when usual:
                    PixelPacking.FourToThreeReversed(source, target);
                    break;
                default:
                    ExpandFields(source, bits / 8, channels, target);
                    break;
            }
        }

        return image;
    }

    private static void ExpandFields(ReadOnlySpan<byte> source, int bytes, BmpChannel[] channels, Span<byte> rgb)
    {
        var (red, green, blue) = (channels[0], channels[1], channels[2]);
        for (int from = 0, to = 0; to < rgb.Length; from += bytes, to += 3)
        {
            var pixel = bytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(source[from..]) : BinaryPrimitives.ReadUInt32LittleEndian(source[from..]);
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (red.Extract(pixel), green.Extract(pixel), blue.Extract(pixel));
        }
    }

    // Pixels that no run covers have colour 0.
    private static void Fill(RgbImage image, Palette palette)
    {
        for (var at = 0; at < image.Pixels.Length; at += 3)
        {
            palette.Put(image.Pixels.AsSpan(at), 0);
        }
    }
}
