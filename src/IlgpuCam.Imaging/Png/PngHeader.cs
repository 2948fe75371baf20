using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>The header chunk IHDR (PNG third edition, section 11.2.1).</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    /// <summary>The length of the chunk's data.</summary>
    public const int Length = 13;

    /// <summary>Samples of a pixel.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.RgbAlpha => 4,
        _ => 1,
    };

    /// <summary>Bits of a pixel, 1 to 64.</summary>
    public int BitsPerPixel => Channels * BitDepth;

    /// <summary>The distance of the filters: bytes of a pixel, at least 1.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>Reads and checks the header.</summary>
    /// <param name="data">The chunk's data.</param>
    /// <param name="options">The limit on pixels.</param>
    /// <exception cref="ImageFormatException">A value is not allowed.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        if (data.Length != Length)
        {
            throw new ImageFormatException($"The PNG header chunk has {data.Length} bytes, expected {Length}.");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        var depth = data[8];
        var colorType = (PngColorType)data[9];
        var allowed = colorType switch
        {
            PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.RgbAlpha => depth is 8 or 16,
            _ => throw new ImageFormatException($"The PNG colour type is {data[9]}, expected 0, 2, 3, 4 or 6."),
        };
        if (!allowed)
        {
            throw new ImageFormatException($"The PNG bit depth {depth} is not allowed with colour type {data[9]}.");
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw new ImageFormatException(
                $"The PNG compression, filter and interlace methods are {data[10]}, {data[11]} and {data[12]}, expected 0, 0 and 0 or 1.");
        }

        PixelLimits.Check("PNG", width, height, options);
        return new PngHeader((int)width, (int)height, depth, colorType, data[12] == 1);
    }

    /// <summary>Bytes of a row of so many pixels, without the filter byte.</summary>
    public long RowBytes(int width) => (((long)width * BitsPerPixel) + 7) / 8;
}
