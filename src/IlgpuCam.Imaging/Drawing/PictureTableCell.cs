using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Drawing;

/// <summary>One picture of a table.</summary>
/// <param name="Picture">The picture, in the size in which it is drawn.</param>
/// <param name="Caption">What stands below it; empty for nothing.</param>
internal sealed record PictureTableCell(RgbImage Picture, string Caption = "");
