namespace IlgpuCam.Imaging.Png;

/// <summary>Colour types of the header chunk (PNG third edition, section 11.2.1).</summary>
internal enum PngColorType : byte
{
    /// <summary>One grey sample.</summary>
    Gray = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>An index into the palette.</summary>
    Palette = 3,

    /// <summary>Grey and alpha.</summary>
    GrayAlpha = 4,

    /// <summary>Red, green, blue, alpha.</summary>
    RgbAlpha = 6,
}
