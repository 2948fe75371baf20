namespace IlgpuCam.Kernels;

/// <summary>32 output channels by 64 pixels with 128 work-items.</summary>
public readonly struct Tile32x64 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 32;

    /// <inheritdoc/>
    public static int Columns => 64;

    /// <inheritdoc/>
    public static int Depth => 8;

    /// <inheritdoc/>
    public static int RowsPerItem => 4;

    /// <inheritdoc/>
    public static int ColumnsPerItem => 4;
}
