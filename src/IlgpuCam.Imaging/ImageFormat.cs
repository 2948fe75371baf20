namespace IlgpuCam.Imaging;

/// <summary>A file format that is recognised by its first bytes, whether it can be decoded or not.</summary>
/// <param name="Name">As a person writes it: <c>JPEG</c>, <c>WebP</c>.</param>
/// <param name="IsSupported">Whether it can be decoded.</param>
/// <param name="Extensions">File name extensions in lower case with the dot, by which a walk through folders finds such files; may be empty.</param>
public sealed record ImageFormat(string Name, bool IsSupported, IReadOnlyList<string> Extensions)
{
    internal static readonly ImageFormat Jpeg = new("JPEG", true, [".jpg", ".jpeg", ".jpe", ".jfif"]);
    internal static readonly ImageFormat Png = new("PNG", true, [".png"]);
    internal static readonly ImageFormat Bmp = new("BMP", true, [".bmp", ".dib"]);
    internal static readonly ImageFormat Pnm = new("PNM", true, [".pnm", ".pbm", ".pgm", ".ppm"]);
    internal static readonly ImageFormat Webp = new("WebP", false, [".webp"]);
    internal static readonly ImageFormat Gif = new("GIF", false, [".gif"]);
    internal static readonly ImageFormat Avif = new("AVIF", false, [".avif"]);
    internal static readonly ImageFormat Heic = new("HEIC", false, [".heic", ".heif", ".hif"]);
    internal static readonly ImageFormat Tiff = new("TIFF", false, [".tif", ".tiff"]);
    internal static readonly ImageFormat JpegXl = new("JPEG XL", false, [".jxl"]);
    internal static readonly ImageFormat Jpeg2000 = new("JPEG 2000", false, [".jp2", ".j2k"]);

    // Recognised, so that the error says what it is; a folder of photos is not searched for these.
    internal static readonly ImageFormat Ico = new("ICO", false, []);
    internal static readonly ImageFormat Psd = new("Photoshop", false, []);
    internal static readonly ImageFormat Qoi = new("QOI", false, []);
    internal static readonly ImageFormat OpenExr = new("OpenEXR", false, []);
    internal static readonly ImageFormat Pam = new("PAM", false, []);
    internal static readonly ImageFormat Pfm = new("PFM", false, []);
    internal static readonly ImageFormat Svg = new("SVG", false, []);

    /// <summary>Every format that is recognised; those that can be decoded come first.</summary>
    public static IReadOnlyList<ImageFormat> All { get; } =
        [Jpeg, Png, Bmp, Pnm, Webp, Gif, Avif, Heic, Tiff, JpegXl, Jpeg2000, Ico, Psd, Qoi, OpenExr, Pam, Pfm, Svg];

    /// <summary>Recognises a format by the first bytes of a file.</summary>
    /// <param name="start">The first 32 bytes or more, or the whole file where it is shorter.</param>
    /// <returns>The format; null if it is none of those that are recognised.</returns>
    public static ImageFormat? Detect(ReadOnlySpan<byte> start) => FormatDetector.Detect(start);
}
