namespace IlgpuCam.Kernels;

/// <summary>Windows of any size, stride, dilation and padding, 4 bytes at a time.</summary>
public readonly struct TensorWindowSource : ITensorSource
{
    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static void Copy(ArrayView<float> shared, int to, ArrayView<float> input, ArrayView<int> taps, int step, TensorWindow window, ConvolutionShape shape)
    {
        var place = taps[(2 * step) + 1];
        var row = window.Y + (place >> 16);
        var column = window.X + (place & 0xffff);
        var isInside = (uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width;
        AsyncCopy.Copy4(shared, to, input, isInside ? window.Start + taps[2 * step] : 0, isInside);
    }
}
