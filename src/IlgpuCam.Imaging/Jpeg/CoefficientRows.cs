namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// A component's coefficients, 64 a block in row-major order. A row of blocks takes memory only once something is written into it.
/// </summary>
internal sealed class CoefficientRows(int blockRows, int blocksPerRow)
{
    private readonly short[]?[] _rows = new short[]?[blockRows];

    /// <summary>A row of blocks for reading; empty where nothing was written, which means zeros.</summary>
    /// <param name="row">0 at the top.</param>
    internal ReadOnlySpan<short> Read(int row) => _rows[row];

    /// <summary>A row of blocks for writing.</summary>
    /// <param name="row">0 at the top.</param>
    internal Span<short> Write(int row) => _rows[row] ??= new short[blocksPerRow * 64];

    /// <summary>Gives back the memory of a row that is no longer needed.</summary>
    /// <param name="row">0 at the top.</param>
    internal void Release(int row) => _rows[row] = null;
}
