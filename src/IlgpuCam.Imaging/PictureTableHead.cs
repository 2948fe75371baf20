namespace IlgpuCam.Imaging;

/// <summary>What stands above a column of a table.</summary>
/// <param name="Title">The first line, such as <c>predicted</c>.</param>
/// <param name="Label">The second line; shortened where it does not fit.</param>
/// <param name="Value">What stands behind the label and is never shortened.</param>
public sealed record PictureTableHead(string Title, string Label = "", string Value = "");
