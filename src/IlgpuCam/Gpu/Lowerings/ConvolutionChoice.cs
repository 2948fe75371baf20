namespace IlgpuCam.Gpu.Lowerings;

/// <summary>How a convolution is computed.</summary>
/// <param name="IsWinograd">Whether by way of Winograd's transforms.</param>
/// <param name="Tile">The tile of the matrix product.</param>
/// <param name="Parts">Parts that its sum is split into, none of them empty.</param>
internal sealed record ConvolutionChoice(bool IsWinograd, TileShape Tile, int Parts)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(IsWinograd ? "winograd" : "direct")} {Tile.Rows}x{Tile.Columns}/{Parts}";
}
