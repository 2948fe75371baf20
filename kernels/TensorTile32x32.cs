namespace IlgpuCam.Kernels;

/// <summary>32 output channels by 32 pixels with 128 work-items.</summary>
public readonly struct TensorTile32x32 : ITensorTile
{
    /// <inheritdoc/>
    public static int Rows => 32;

    /// <inheritdoc/>
    public static int Columns => 32;

    /// <inheritdoc/>
    public static int WarpRows => 16;

    /// <inheritdoc/>
    public static int WarpColumns => 16;

    /// <inheritdoc/>
    public static int Stages => 4;
}
