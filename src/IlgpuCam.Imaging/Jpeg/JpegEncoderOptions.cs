namespace IlgpuCam.Imaging.Jpeg;

/// <summary>How a JPEG is encoded.</summary>
public sealed record JpegEncoderOptions
{
    /// <summary>Quality 90, all chroma samples, Huffman tables made for the picture.</summary>
    public static JpegEncoderOptions Default { get; } = new();

    /// <summary>
    /// 1 (smallest file) to 100 (best picture), the scale of libjpeg: 50 uses the quantisation tables of ITU T.81, annex K, as they stand.
    /// </summary>
    public int Quality { get; init; } = 90;

    /// <summary>How many chroma samples are kept.</summary>
    public JpegSubsampling Subsampling { get; init; } = JpegSubsampling.None;

    /// <summary>
    /// Whether Huffman tables are made for the picture (a few per cent smaller, a second pass) instead of the typical ones.
    /// </summary>
    public bool OptimizeHuffman { get; init; } = true;
}
