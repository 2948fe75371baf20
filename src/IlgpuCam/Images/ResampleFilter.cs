namespace IlgpuCam.Images;

/// <summary>The shape of the window that weighs source pixels when a picture is resized; the window is stretched by the factor of a reduction (antialiasing).</summary>
public enum ResampleFilter
{
    /// <summary>Every pixel under the target pixel counts equally; half a pixel to each side.</summary>
    Box,

    /// <summary>A triangle, one pixel to each side.</summary>
    Bilinear,

    /// <summary>Keys' cubic convolution with a = -0.5 (IEEE Trans. ASSP 29, 1981), two pixels to each side.</summary>
    Bicubic,

    /// <summary>A sinc windowed by a sinc three times as wide, three pixels to each side.</summary>
    Lanczos,
}
