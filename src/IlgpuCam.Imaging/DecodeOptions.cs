namespace IlgpuCam.Imaging;

/// <summary>How an image file is decoded.</summary>
public sealed record DecodeOptions
{
    /// <summary>256 million pixels at most; the picture is turned upright.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>The most pixels (width times height) that are accepted; checked before anything is allocated.</summary>
    public long MaxPixels { get; init; } = 256L * 1000 * 1000;

    /// <summary>
    /// The least width and height, as displayed, that will do: a JPEG whose sides are a multiple of these is decoded at a half, a quarter or an
    /// eighth of its size, which is faster. Null for the full size. The limit on pixels counts the full size.
    /// </summary>
    public (int Width, int Height)? AtLeast { get; init; }

    /// <summary>Whether the EXIF orientation is applied, so that the pixels come out as the photo is displayed.</summary>
    public bool ApplyOrientation { get; init; } = true;
}
