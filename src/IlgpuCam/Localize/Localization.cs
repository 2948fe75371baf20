namespace IlgpuCam.Localize;

/// <summary>Where the evidence for one class lies, in pixels of the photo.</summary>
/// <param name="Box">The bounding box of the largest component of the mask, or the first of the boxes that <see cref="LocalizerOptions.Boxes"/> asks for; null where there is none: for components where the map's maximum is not positive.</param>
/// <param name="ComponentArea">The pixels of that component; 0 without a box, and for the boxes of contours.</param>
/// <param name="Peak">The first pixel in row-major order that has the maximum.</param>
/// <param name="Maximum">The largest value of the map at the photo's resolution; negative infinity where it holds nothing but NaN.</param>
public readonly record struct Localization(PixelBox? Box, int ComponentArea, PixelPoint Peak, float Maximum);
