namespace IlgpuCam.Imaging.Bmp;

/// <summary>How the pixels of a BMP file are stored.</summary>
internal enum BmpCompression
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Runs of bytes.</summary>
    Rle8 = 1,

    /// <summary>Runs of half bytes.</summary>
    Rle4 = 2,

    /// <summary>A mask for each channel.</summary>
    BitFields = 3,

    /// <summary>A mask for each channel and alpha.</summary>
    AlphaBitFields = 6,
}
