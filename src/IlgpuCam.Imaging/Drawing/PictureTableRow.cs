namespace IlgpuCam.Imaging.Drawing;

/// <summary>One row of a table.</summary>
/// <param name="Title">What stands at its left; broken into lines where it is long.</param>
/// <param name="Facts">Smaller lines below the title.</param>
/// <param name="Cells">The pictures, one a column.</param>
internal sealed record PictureTableRow(string Title, IReadOnlyList<string> Facts, IReadOnlyList<PictureTableCell> Cells);
