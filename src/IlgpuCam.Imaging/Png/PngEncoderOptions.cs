using System.IO.Compression;

namespace IlgpuCam.Imaging.Png;

/// <summary>How a PNG file is written.</summary>
public sealed record PngEncoderOptions
{
    /// <summary>A good size at a moderate time.</summary>
    public static PngEncoderOptions Default { get; } = new();

    /// <summary>The effort of the compressor; the pixels are the same with any.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;
}
