namespace IlgpuCam.Kernels;

/// <summary>Windows of any size, stride, dilation and padding.</summary>
public readonly struct WindowSource : IColumnSource
{
    /// <inheritdoc/>
    public static float Load(ArrayView<float> input, ArrayView<int> taps, int step, int start, int y, int x, ConvolutionShape shape)
    {
        var place = taps[(2 * step) + 1];
        var row = y + (place >> 16);
        var column = x + (place & 0xffff);
        return (uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width ? input[start + taps[2 * step]] : 0f;
    }
}
