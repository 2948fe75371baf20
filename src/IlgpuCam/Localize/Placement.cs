namespace IlgpuCam.Localize;

/// <summary>
/// Where the network's input lies on the photo: the whole input, edge to edge, is the rectangle from (Left, Top) of Width x Height photo pixels.
/// It equals the photo where the photo was squeezed into the input, lies inside it after a crop, and reaches beyond it where the photo was padded.
/// </summary>
/// <remarks>The centre of the photo's column x has the coordinate <c>(x + 0.5 - Left) / Width</c> over the input, from 0 to 1; rows likewise.</remarks>
public readonly record struct Placement
{
    /// <summary>Places an input on a photo.</summary>
    /// <param name="photoWidth">The photo's width in pixels, at least 1.</param>
    /// <param name="photoHeight">The photo's height in pixels, at least 1.</param>
    /// <param name="left">The input's left edge in photo pixels; negative where the input reaches beyond the photo.</param>
    /// <param name="top">The input's upper edge.</param>
    /// <param name="width">How many photo pixels the input is wide, above 0.</param>
    /// <param name="height">How many photo pixels the input is high, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive or not finite, or the input lies beside the photo.</exception>
    public Placement(int photoWidth, int photoHeight, double left, double top, double width, double height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(photoWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(photoHeight, 1);
        if (!(width > 0 && height > 0 && double.IsFinite(left + width) && double.IsFinite(top + height)))
        {
            throw new ArgumentOutOfRangeException(nameof(width), $"the input lies at ({left}, {top}) with {width}x{height} pixels; the sides must be positive and finite");
        }

        if (left >= photoWidth || left + width <= 0 || top >= photoHeight || top + height <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(left), $"the input at ({left}, {top}) with {width}x{height} pixels lies beside the photo of {photoWidth}x{photoHeight}");
        }

        var (x0, x1) = Cover(left, width, photoWidth);
        var (y0, y1) = Cover(top, height, photoHeight);
        (PhotoWidth, PhotoHeight, Left, Top, Width, Height) = (photoWidth, photoHeight, left, top, width, height);
        Covered = new(x0, y0, x1, y1);
    }

    /// <summary>The photo's width in pixels.</summary>
    public int PhotoWidth { get; }

    /// <summary>The photo's height in pixels.</summary>
    public int PhotoHeight { get; }

    /// <summary>The input's left edge in photo pixels.</summary>
    public double Left { get; }

    /// <summary>The input's upper edge in photo pixels.</summary>
    public double Top { get; }

    /// <summary>How many photo pixels the input is wide.</summary>
    public double Width { get; }

    /// <summary>How many photo pixels the input is high.</summary>
    public double Height { get; }

    /// <summary>
    /// The photo's pixels whose centres lie on the input (of an input between two centres, the pixel in its middle).
    /// What is outside was cut off before the network saw it: no evidence there.
    /// </summary>
    public PixelBox Covered { get; }

    /// <summary>The placement of a photo that was squeezed into the input as a whole.</summary>
    /// <param name="photoWidth">The photo's width in pixels, at least 1.</param>
    /// <param name="photoHeight">The photo's height in pixels, at least 1.</param>
    public static Placement Whole(int photoWidth, int photoHeight) => new(photoWidth, photoHeight, 0, 0, photoWidth, photoHeight);

    private static (int Start, int End) Cover(double start, double length, int photo)
    {
        var first = (int)Math.Clamp(Math.Ceiling(start - 0.5), 0, photo);
        var end = (int)Math.Clamp(Math.Ceiling(start + length - 0.5), 0, photo);
        if (first < end)
        {
            return (first, end);
        }

        var middle = (int)Math.Clamp(Math.Floor(start + (length / 2)), 0, photo - 1);
        return (middle, middle + 1);
    }
}
