namespace IlgpuCam.Kernels;

/// <summary>Where a convolution's windows come from when they are copied as they are.</summary>
public interface ITensorSource
{
    /// <summary>Pixels of one copy: a column of the product that is a multiple of it and the next ones.</summary>
    static abstract int Width { get; }

    /// <summary>Begins to copy what a step of the sum takes for the pixels of one copy, zeros outside the map.</summary>
    /// <param name="shared">Shared memory.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="input">The input.</param>
    /// <param name="taps">See <see cref="IColumnSource"/>.</param>
    /// <param name="step">Which step, counted within the group of channels.</param>
    /// <param name="window">The first pixel's window.</param>
    /// <param name="shape">The convolution.</param>
    static abstract void Copy(ArrayView<float> shared, int to, ArrayView<float> input, ArrayView<int> taps, int step, TensorWindow window, ConvolutionShape shape);
}
