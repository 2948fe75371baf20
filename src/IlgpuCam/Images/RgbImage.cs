namespace IlgpuCam.Images;

/// <summary>An 8-bit RGB picture: rows from top to bottom without padding, three bytes (red, green, blue) a pixel.</summary>
public sealed class RgbImage
{
    /// <summary>Creates a black picture.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <exception cref="ImageFormatException">A side is below 1, or the pixels would not fit in one array.</exception>
    public RgbImage(int width, int height)
        : this(width, height, new byte[CheckedLength(width, height)])
    {
    }

    /// <summary>Wraps pixels that already have this layout; the array is not copied.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="pixels">Exactly <c>width * height * 3</c> bytes.</param>
    /// <exception cref="ImageFormatException">A side is below 1, or the array has another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var expected = CheckedLength(width, height);
        if (pixels.Length != expected)
        {
            throw new ImageFormatException($"An RGB image of {width}x{height} needs {expected} bytes, found {pixels.Length}.");
        }

        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The pixels, <c>Width * Height * 3</c> bytes; the caller may draw into them.</summary>
    public byte[] Pixels { get; }

    /// <summary>One row of pixels, <c>Width * 3</c> bytes.</summary>
    /// <param name="y">The row, 0 at the top.</param>
    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * 3, Width * 3);

    /// <summary>Copies packed RGB pixels whose rows may be padded, as other decoders hand them out.</summary>
    /// <param name="pixels">The rows, each starting <paramref name="stride"/> bytes after the one above.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="stride">Bytes from one row to the next, at least <c>3 * width</c>; 0 means exactly that.</param>
    /// <exception cref="ImageFormatException">The sizes do not fit the pixels.</exception>
    public static RgbImage FromPixels(ReadOnlySpan<byte> pixels, int width, int height, int stride = 0)
    {
        var image = new RgbImage(width, height);
        var row = width * 3;
        stride = stride == 0 ? row : stride;
        if (stride < row)
        {
            throw new ImageFormatException($"A stride of {stride} bytes is too short for rows of {row} bytes.");
        }

        if (pixels.Length < ((long)stride * (height - 1)) + row)
        {
            throw new ImageFormatException(
                $"{width}x{height} RGB pixels at a stride of {stride} need {((long)stride * (height - 1)) + row} bytes, found {pixels.Length}.");
        }

        for (var y = 0; y < height; y++)
        {
            pixels.Slice(y * stride, row).CopyTo(image.Row(y));
        }

        return image;
    }

    private static int CheckedLength(int width, int height)
    {
        if (width < 1 || height < 1)
        {
            throw new ImageFormatException($"An image needs at least one pixel on each side, found {width}x{height}.");
        }

        var pixels = (long)width * height;
        return pixels <= Array.MaxLength / 3
            ? (int)pixels * 3
            : throw new ImageFormatException($"An image of {width}x{height} has {pixels} pixels, more than the {Array.MaxLength / 3} that one array holds.");
    }
}
