using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Pnm;

/// <summary>Decodes PBM, PGM and PPM, text and binary (Netpbm's format descriptions pbm(5), pgm(5), ppm(5)); of several images the first.</summary>
internal static class PnmDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="data">The whole file, starting with P1 to P6.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ImageFormatException">The file is broken other than by a missing end, or has no pixels.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        var kind = data[1] - '0';
        var binary = kind > 3;
        var channels = kind is 3 or 6 ? 3 : 1;
        var bilevel = kind is 1 or 4;
        var reader = new PnmReader(data, 2);
        var width = HeaderNumber(ref reader, "width");
        var height = HeaderNumber(ref reader, "height");
        PixelLimits.Check("PNM", width, height, options);
        var most = bilevel ? 1 : HeaderNumber(ref reader, "maximum");
        if (most is < 1 or > ushort.MaxValue)
        {
            throw new ImageFormatException($"The maximum of the PNM file is {most}, expected 1 to 65535.");
        }

        if (reader.Offset == data.Length || !PnmReader.IsSpace(data[reader.Offset]))
        {
            throw new ImageFormatException($"The PNM header ends at offset {reader.Offset} without white space and pixels behind it.");
        }

        var samples = (long)width * height * channels;
        var rowBytes = kind == 4 ? (width + 7L) / 8 : (long)width * channels * (most > 255 ? 2 : 1);
        var pixels = data[(reader.Offset + 1)..];
        PixelLimits.CheckPresent("PNM", width, height, pixels.Length, (binary ? rowBytes * height : samples) / 16);
        if (binary && pixels.Length < rowBytes)
        {
            throw new ImageFormatException($"The PNM file has {pixels.Length} bytes of pixels, not one whole row of {rowBytes}.");
        }

        var image = new RgbImage(width, height);
        var levels = bilevel ? [255, 0] : Levels(most);
        var read = binary
            ? ReadBinary(pixels, (int)rowBytes, kind == 4 ? 0 : channels, most, levels, image)
            : ReadText(reader, channels, bilevel, most, levels, image) / (channels * width);
        if (read == 0)
        {
            throw new ImageFormatException("The PNM file has not one whole row of pixels.");
        }

        return new DecodedImage(image, "pnm", read == height ? [] : [$"The end of the PNM file is missing: its pixels end after {read} of {height} rows."]);
    }

    private static int HeaderNumber(ref PnmReader reader, string what) => reader.TryReadNumber(out var value)
        ? value
        : throw new ImageFormatException($"The PNM file ends within its header, before its {what}.");

    // Rounded to nearest, ties to even, as Pillow does; larger values than the maximum count as the maximum.
    private static byte[] Levels(int most)
    {
        var levels = new byte[most < 256 ? 256 : 65536];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (byte)Math.Round((double)Math.Min(i, most) / most * 255);
        }

        return levels;
    }

    // The rows that are there.
    private static int ReadBinary(ReadOnlySpan<byte> pixels, int rowBytes, int channels, int most, byte[] levels, RgbImage image)
    {
        var bits = new Palette([255, 255, 255, 0, 0, 0], "PNM");
        var rows = Math.Min(image.Height, pixels.Length / rowBytes);
        var samples = new byte[image.Width * Math.Max(channels, 1)];
        for (var y = 0; y < rows; y++)
        {
            var source = pixels.Slice(y * rowBytes, rowBytes);
            if (channels == 0)
            {
                bits.Expand(source, 1, image.Row(y));
                continue;
            }

            var target = channels == 3 ? image.Row(y) : samples;
            if (most == 255)
            {
                source.CopyTo(target);
            }
            else if (most < 256)
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = levels[source[i]];
                }
            }
            else
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = levels[BinaryPrimitives.ReadUInt16BigEndian(source[(2 * i)..])];
                }
            }

            if (channels == 1)
            {
                PixelPacking.GrayToRgb(samples, 1, image.Row(y));
            }
        }

        return rows;
    }

    // The samples that are there.
    private static long ReadText(PnmReader reader, int channels, bool bilevel, int most, byte[] levels, RgbImage image)
    {
        var pixels = image.Pixels;
        var samples = pixels.Length / 3 * channels;
        for (var i = 0; i < samples; i++)
        {
            int value;
            if (bilevel)
            {
                if (!reader.TryReadBit(out var black))
                {
                    return i;
                }

                value = black ? 1 : 0;
            }
            else if (!reader.TryReadNumber(out value))
            {
                return i;
            }

            if (value > most)
            {
                throw new ImageFormatException($"The PNM file has the value {value} before offset {reader.Offset}, more than its maximum of {most}.");
            }

            if (channels == 3)
            {
                pixels[i] = levels[value];
            }
            else
            {
                pixels.AsSpan(3 * i, 3).Fill(levels[value]);
            }
        }

        return samples;
    }
}
