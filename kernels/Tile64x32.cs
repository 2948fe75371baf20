namespace IlgpuCam.Kernels;

/// <summary>64 output channels by 32 pixels with 128 work-items.</summary>
public readonly struct Tile64x32 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 64;

    /// <inheritdoc/>
    public static int Columns => 32;

    /// <inheritdoc/>
    public static int Depth => 8;

    /// <inheritdoc/>
    public static int RowsPerItem => 4;

    /// <inheritdoc/>
    public static int ColumnsPerItem => 4;
}
