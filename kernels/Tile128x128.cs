namespace IlgpuCam.Kernels;

/// <summary>128 output channels by 128 pixels with 256 work-items.</summary>
public readonly struct Tile128x128 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 128;

    /// <inheritdoc/>
    public static int Columns => 128;

    /// <inheritdoc/>
    public static int Depth => 8;

    /// <inheritdoc/>
    public static int RowsPerItem => 8;

    /// <inheritdoc/>
    public static int ColumnsPerItem => 8;
}
