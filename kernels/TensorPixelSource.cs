namespace IlgpuCam.Kernels;

/// <summary>Single pixels, 16 bytes at a time: 1x1 convolutions of stride 1 without padding, of maps and images whose elements are a multiple of 4.</summary>
public readonly struct TensorPixelSource : ITensorSource
{
    /// <inheritdoc/>
    public static int Width => 4;

    /// <inheritdoc/>
    public static void Copy(ArrayView<float> shared, int to, ArrayView<float> input, ArrayView<int> taps, int step, TensorWindow window, ConvolutionShape shape)
    {
        var isInside = window.Y >= 0 && step < shape.GroupChannels;
        AsyncCopy.Copy16(shared, to, input, isInside ? window.Start + (step * shape.Height * shape.Width) : 0, isInside);
    }
}
