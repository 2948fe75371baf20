namespace IlgpuCam.Kernels;

/// <summary>Where a convolution's windows come from: the general one looks at the borders, that of a 1x1 convolution need not.</summary>
public interface IColumnSource
{
    /// <summary>The element that the given step of the sum takes for one pixel of the result, 0 outside the map.</summary>
    /// <param name="input">The input.</param>
    /// <param name="taps">For each step of the sum the offset from the window's first element, then its row (upper half) and column (lower half) in the window.</param>
    /// <param name="step">Which step, counted within the group of channels.</param>
    /// <param name="start">Where in the input the pixel's window begins.</param>
    /// <param name="y">The row of the window's beginning; far outside for pixels that do not exist.</param>
    /// <param name="x">The column of the window's beginning.</param>
    /// <param name="shape">The convolution.</param>
    static abstract float Load(ArrayView<float> input, ArrayView<int> taps, int step, int start, int y, int x, ConvolutionShape shape);
}
