namespace IlgpuCam.Imaging.Jpeg;

/// <summary>What the components of a frame mean.</summary>
internal enum ColorModel
{
    /// <summary>One component: grey.</summary>
    Gray,

    /// <summary>Luminance and two colour differences (ITU-R BT.601, full range, as JFIF defines them).</summary>
    YCbCr,

    /// <summary>Red, green and blue.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow and black, stored as the light they let through: 255 is no ink, as Adobe writes them.</summary>
    Cmyk,

    /// <summary>The first three components of <see cref="Cmyk"/> as YCbCr; the black as it is.</summary>
    Ycck,
}
