namespace IlgpuCam.Kernels;

/// <summary>Single pixels: 1x1 convolutions without padding, of any stride.</summary>
public readonly struct PixelSource : IColumnSource
{
    /// <inheritdoc/>
    public static float Load(ArrayView<float> input, ArrayView<int> taps, int step, int start, int y, int x, ConvolutionShape shape) =>
        y >= 0 && step < shape.GroupChannels ? input[start + (step * shape.Height * shape.Width)] : 0f;
}
