namespace IlgpuCam.Kernels;

/// <summary>128 output channels by 128 pixels with 256 work-items.</summary>
public readonly struct TensorTile128x128 : ITensorTile
{
    /// <inheritdoc/>
    public static int Rows => 128;

    /// <inheritdoc/>
    public static int Columns => 128;

    /// <inheritdoc/>
    public static int WarpRows => 64;

    /// <inheritdoc/>
    public static int WarpColumns => 32;

    /// <inheritdoc/>
    public static int Stages => 2;
}
