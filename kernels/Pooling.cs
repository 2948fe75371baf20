namespace IlgpuCam.Kernels;

/// <summary>Maxima and means of windows: a work-item a result.</summary>
public static partial class Pooling
{
    /// <summary>The maximum; padding never wins, NaN does. Launch over (pixels of a result, channels, images).</summary>
    /// <param name="input">Images of maps.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The window.</param>
    [Kernel]
    public static void Maximum(ArrayView<float> input, ArrayView<float> output, PoolShape shape)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < shape.OutputHeight * shape.OutputWidth)
        {
            var outputY = pixel / shape.OutputWidth;
            output[Target(pixel, shape)] = Window<MaximumReduction>(input, outputY, pixel - (outputY * shape.OutputWidth), shape);
        }
    }

    /// <summary>The mean. Launch over (pixels of a result, channels, images).</summary>
    /// <param name="input">Images of maps.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The window.</param>
    [Kernel]
    public static void Mean(ArrayView<float> input, ArrayView<float> output, PoolShape shape)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < shape.OutputHeight * shape.OutputWidth)
        {
            var outputY = pixel / shape.OutputWidth;
            var outputX = pixel - (outputY * shape.OutputWidth);
            output[Target(pixel, shape)] = Window<SumReduction>(input, outputY, outputX, shape) / Elements(outputY, outputX, shape);
        }
    }

    /// <summary>How many elements of a window count in its mean.</summary>
    internal static int Elements(int outputY, int outputX, PoolShape shape) =>
        Counted((outputY * shape.StrideY) - shape.PadTop, shape.KernelHeight, shape.DilationY, shape.CountedBottom, shape.CountsPadding)
        * Counted((outputX * shape.StrideX) - shape.PadLeft, shape.KernelWidth, shape.DilationX, shape.CountedRight, shape.CountsPadding);

    private static int Target(int pixel, PoolShape shape) => (Grid.IdxZ * shape.OutputImage) + (Grid.IdxY * shape.OutputHeight * shape.OutputWidth) + pixel;

    private static float Window<TReduction>(ArrayView<float> input, int outputY, int outputX, PoolShape shape)
        where TReduction : struct, IReduction
    {
        var y = (outputY * shape.StrideY) - shape.PadTop;
        var x = (outputX * shape.StrideX) - shape.PadLeft;
        var map = (Grid.IdxZ * shape.InputImage) + (Grid.IdxY * shape.Height * shape.Width);
        var result = TReduction.Start;
        for (var ky = 0; ky < shape.KernelHeight; ky++)
        {
            for (var kx = 0; kx < shape.KernelWidth; kx++)
            {
                var row = y + (ky * shape.DilationY);
                var column = x + (kx * shape.DilationX);
                if ((uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width)
                {
                    result = TReduction.Combine(result, input[map + (row * shape.Width) + column]);
                }
            }
        }

        return result;
    }

    // How many of a window's rows or columns count in its mean.
    private static int Counted(int first, int length, int dilation, int end, int countsPadding)
    {
        var count = 0;
        for (var k = 0; k < length; k++)
        {
            var place = first + (k * dilation);
            count += place < end && (place >= 0 || countsPadding != 0) ? 1 : 0;
        }

        return count;
    }
}
