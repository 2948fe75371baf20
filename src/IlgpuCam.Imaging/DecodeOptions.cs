namespace IlgpuCam.Imaging;

/// <summary>How an image file is decoded.</summary>
public sealed record DecodeOptions
{
    /// <summary>256 million pixels at most; the picture is turned upright.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>The most pixels (width times height) that are accepted; checked before anything is allocated.</summary>
    public long MaxPixels { get; init; } = 256L * 1000 * 1000;

    /// <summary>Whether the EXIF orientation is applied, so that the pixels come out as the photo is displayed.</summary>
    public bool ApplyOrientation { get; init; } = true;
}
