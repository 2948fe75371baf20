using System.Buffers.Binary;

namespace IlgpuCam.Imaging;

/// <summary>The first bytes of each format, from its specification.</summary>
internal static class FormatDetector
{
    /// <summary>The format whose first bytes these are; null if none.</summary>
    public static ImageFormat? Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ImageFormat.Png,
        [(byte)'B', (byte)'M', ..] => ImageFormat.Bmp,
        [(byte)'P', >= (byte)'1' and <= (byte)'6', (byte)'#', ..] => ImageFormat.Pnm,
        [(byte)'P', var kind, var space, ..] when space <= ' ' => DetectPortable(kind),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ImageFormat.Gif,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ImageFormat.Tiff,
        [0xFF, 0x0A, ..] => ImageFormat.JpegXl,
        [0xFF, 0x4F, 0xFF, 0x51, ..] => ImageFormat.Jpeg2000,
        [0, 0, 1 or 2, 0, ..] => ImageFormat.Ico,
        [0x76, 0x2F, 0x31, 0x01, ..] => ImageFormat.OpenExr,
        _ when start.StartsWith("8BPS"u8) => ImageFormat.Psd,
        _ when start.StartsWith("qoif"u8) => ImageFormat.Qoi,
        _ when start.StartsWith("<svg"u8) => ImageFormat.Svg,
        _ when start.StartsWith("RIFF"u8) && At(start, 8, "WEBP"u8) => ImageFormat.Webp,
        _ when At(start, 4, "JXL \r\n"u8) => ImageFormat.JpegXl,
        _ when At(start, 4, "jP  \r\n"u8) => ImageFormat.Jpeg2000,
        _ when At(start, 4, "ftyp"u8) => DetectBrand(start),
        _ => null,
    };

    private static bool At(ReadOnlySpan<byte> start, int offset, ReadOnlySpan<byte> expected) =>
        start.Length >= offset && start[offset..].StartsWith(expected);

    private static ImageFormat? DetectPortable(byte kind) => kind switch
    {
        >= (byte)'1' and <= (byte)'6' => ImageFormat.Pnm,
        (byte)'7' => ImageFormat.Pam,
        (byte)'F' or (byte)'f' => ImageFormat.Pfm,
        _ => null,
    };

    // ISO/IEC 14496-12: the box holds a major brand, a version and compatible brands; HEIF files with a general major brand name the codec among the others.
    private static ImageFormat? DetectBrand(ReadOnlySpan<byte> start)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), (uint)start.Length);
        ImageFormat? found = null;
        for (var offset = 8; offset + 4 <= end; offset += offset == 8 ? 8 : 4)
        {
            var brand = start.Slice(offset, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
            {
                return ImageFormat.Avif;
            }

            if (brand.StartsWith("he"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
            {
                found = ImageFormat.Heic;
            }
        }

        return found;
    }
}
