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
        var pixels = shape.OutputHeight * shape.OutputWidth;
        if (pixel < pixels)
        {
            var outputY = pixel / shape.OutputWidth;
            var y = (outputY * shape.StrideY) - shape.PadTop;
            var x = ((pixel - (outputY * shape.OutputWidth)) * shape.StrideX) - shape.PadLeft;
            var map = (Grid.IdxZ * shape.InputImage) + (Grid.IdxY * shape.Height * shape.Width);
            var maximum = float.NegativeInfinity;
            for (var ky = 0; ky < shape.KernelHeight; ky++)
            {
                for (var kx = 0; kx < shape.KernelWidth; kx++)
                {
                    var row = y + (ky * shape.DilationY);
                    var column = x + (kx * shape.DilationX);
                    if ((uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width)
                    {
                        maximum = MathF.Max(maximum, input[map + (row * shape.Width) + column]);
                    }
                }
            }

            output[(Grid.IdxZ * shape.OutputImage) + (Grid.IdxY * pixels) + pixel] = maximum;
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
        var pixels = shape.OutputHeight * shape.OutputWidth;
        if (pixel < pixels)
        {
            var outputY = pixel / shape.OutputWidth;
            var y = (outputY * shape.StrideY) - shape.PadTop;
            var x = ((pixel - (outputY * shape.OutputWidth)) * shape.StrideX) - shape.PadLeft;
            var map = (Grid.IdxZ * shape.InputImage) + (Grid.IdxY * shape.Height * shape.Width);
            var sum = 0f;
            var count = 0;
            for (var ky = 0; ky < shape.KernelHeight; ky++)
            {
                for (var kx = 0; kx < shape.KernelWidth; kx++)
                {
                    var row = y + (ky * shape.DilationY);
                    var column = x + (kx * shape.DilationX);
                    if ((uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width)
                    {
                        sum += input[map + (row * shape.Width) + column];
                        count++;
                    }
                    else if (shape.CountsPadding != 0 && row < shape.CountedBottom && column < shape.CountedRight)
                    {
                        count++;
                    }
                }
            }

            output[(Grid.IdxZ * shape.OutputImage) + (Grid.IdxY * pixels) + pixel] = sum / count;
        }
    }
}
