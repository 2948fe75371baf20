using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>A box and what is written at it.</summary>
/// <param name="Box">The box in pixels of the photo, ends exclusive; null for a label alone, which then stands in the upper left corner.</param>
/// <param name="Label">What was found, such as <c>espresso</c>; shortened where it does not fit. Printable ASCII; other characters are drawn as empty boxes.</param>
/// <param name="Value">What is never shortened, such as <c>90.2 %</c>; empty for none.</param>
public sealed record Annotation(PixelBox? Box, string Label, string Value = "");
