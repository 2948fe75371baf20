namespace IlgpuCam.Kernels;

/// <summary>64 output channels by 64 pixels with 256 work-items.</summary>
public readonly struct Tile64x64 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 64;

    /// <inheritdoc/>
    public static int Columns => 64;

    /// <inheritdoc/>
    public static int Depth => 8;

    /// <inheritdoc/>
    public static int RowsPerItem => 4;

    /// <inheritdoc/>
    public static int ColumnsPerItem => 4;
}
