namespace IlgpuCam.Images;

/// <summary>
/// Resizes pictures as Pillow's <c>Image.resize</c> does with 8-bit channels, pixel for pixel: window stretched by the factor of a reduction, weights rounded
/// to 22 fractional bits, first the horizontal pass and then the vertical one, each rounded to 8 bits. Safe for use from several threads.
/// </summary>
public static class Resampler
{
    // What a strip's rows, and what its table of weights, may take: room for any usual picture in one strip, and still inside a second-level cache.
    private const int StripElements = 1 << 20;

    /// <summary>Resizes a picture.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">The new width in pixels, at least 1.</param>
    /// <param name="height">The new height in pixels, at least 1.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="box">The part of the source to be resized; the whole if null.</param>
    /// <exception cref="ImageFormatException">A side is below 1, the result is too large for one array, or the box is empty or not inside the source.</exception>
    public static RgbImage Resize(RgbImage source, int width, int height, ResampleFilter filter, SourceBox? box = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var result = new RgbImage(width, height);
        Resize(source, width, height, filter, result.Pixels, box);
        return result;
    }

    /// <summary>Resizes a picture into pixels that the caller provides; nothing is allocated.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">The new width in pixels, at least 1.</param>
    /// <param name="height">The new height in pixels, at least 1.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="destination">Receives <c>width * height * 3</c> bytes: rows without padding, RGB.</param>
    /// <param name="box">The part of the source to be resized; the whole if null.</param>
    /// <exception cref="ImageFormatException">A side is below 1, or the box is empty or not inside the source.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Resize(RgbImage source, int width, int height, ResampleFilter filter, Span<byte> destination, SourceBox? box = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (width < 1 || height < 1)
        {
            throw new ImageFormatException($"An image needs at least one pixel on each side, found {width}x{height}.");
        }

        var part = box ?? new(0, 0, source.Width, source.Height);
        if (!part.LiesIn(source))
        {
            throw new ImageFormatException(
                $"The box ({part.X0}, {part.Y0}, {part.X1}, {part.Y1}) is empty or not inside the image of {source.Width}x{source.Height}.");
        }

        if ((long)width * height > destination.Length / 3)
        {
            throw new ArgumentException($"{width}x{height} RGB pixels need {(Int128)width * height * 3} bytes, found {destination.Length}", nameof(destination));
        }

        ResizeWindow(
            source,
            new(source.Width, part.X0, part.X1, width, 0, width),
            new(source.Height, part.Y0, part.Y1, height, 0, height),
            filter,
            destination,
            width * 3);
    }

    /// <summary>Computes a window of the resized picture: the same pixels as resizing the whole and cutting the window out.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="horizontal">The columns.</param>
    /// <param name="vertical">The rows.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="destination">Where the window's first pixel goes.</param>
    /// <param name="stride">Bytes from one row of the destination to the next.</param>
    internal static void ResizeWindow(
        RgbImage source, ResampleAxis horizontal, ResampleAxis vertical, ResampleFilter filter, Span<byte> destination, int stride)
    {
        if (!horizontal.NeedsPass)
        {
            var rows = new StripRows(source, (int)horizontal.Offset);
            VerticalPass.Run(ref rows, vertical, filter, destination, stride, horizontal.Count * 3);
            return;
        }

        // A strip of columns at a time, so that no picture, however long or wide, takes more scratch memory than a few megabytes.
        var capacity = vertical.NeedsPass ? vertical.CountTaps(filter) : 1;
        var strip = Math.Max(StripElements / Math.Max(capacity * 3, HorizontalTaps.RoundUp(horizontal.CountTaps(filter))), 1);
        for (var x = 0; x < horizontal.Count; x += strip)
        {
            var part = horizontal with { Offset = horizontal.Offset + x, Count = Math.Min(strip, horizontal.Count - x) };
            using var taps = new HorizontalTaps(part, filter);
            var rows = new StripRows(source, taps, capacity);
            VerticalPass.Run(ref rows, vertical, filter, destination[(x * 3)..], stride, part.Count * 3);
            rows.Dispose();
        }
    }
}
