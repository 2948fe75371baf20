namespace IlgpuCam.Kernels;

/// <summary>32 output channels by 32 pixels with 64 work-items.</summary>
public readonly struct Tile32x32 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 32;

    /// <inheritdoc/>
    public static int Columns => 32;

    /// <inheritdoc/>
    public static int Depth => 8;

    /// <inheritdoc/>
    public static int RowsPerItem => 4;

    /// <inheritdoc/>
    public static int ColumnsPerItem => 4;
}
