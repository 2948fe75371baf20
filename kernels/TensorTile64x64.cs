namespace IlgpuCam.Kernels;

/// <summary>64 output channels by 64 pixels with 128 work-items.</summary>
public readonly struct TensorTile64x64 : ITensorTile
{
    /// <inheritdoc/>
    public static int Rows => 64;

    /// <inheritdoc/>
    public static int Columns => 64;

    /// <inheritdoc/>
    public static int WarpRows => 32;

    /// <inheritdoc/>
    public static int WarpColumns => 32;

    /// <inheritdoc/>
    public static int Stages => 3;
}
