namespace IlgpuCam.Kernels;

/// <summary>
/// What goes back through maxima and means of windows: a work-item an element of the pooling's input, which adds up what it gets from each window that it lies in. No two write to one place, and the order of a
/// sum is always the same.
/// </summary>
public static partial class PoolingGradients
{
    /// <summary>Each window's gradient goes to its maximum, to the first of equal ones; NaN counts as the largest. Launch over (elements of a map, channels, images).</summary>
    /// <param name="gradient">The gradients of the windows.</param>
    /// <param name="input">The maps that were pooled.</param>
    /// <param name="output">Of the same size: the gradient of the maps.</param>
    /// <param name="shape">The window.</param>
    [Kernel]
    public static void Maximum(ArrayView<float> gradient, ArrayView<float> input, ArrayView<float> output, PoolShape shape)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < shape.Height * shape.Width)
        {
            var map = (Grid.IdxZ * shape.InputImage) + (Grid.IdxY * shape.Height * shape.Width);
            var y = pixel / shape.Width;
            var x = pixel - (y * shape.Width);
            var windows = Windows(shape);
            var lastRow = Last(y + shape.PadTop, shape.StrideY, shape.OutputHeight);
            var lastColumn = Last(x + shape.PadLeft, shape.StrideX, shape.OutputWidth);
            var sum = 0f;
            for (var row = First(y + shape.PadTop, shape.StrideY, shape.KernelHeight, shape.DilationY); row <= lastRow; row++)
            {
                for (var column = First(x + shape.PadLeft, shape.StrideX, shape.KernelWidth, shape.DilationX); column <= lastColumn; column++)
                {
                    var top = (row * shape.StrideY) - shape.PadTop;
                    var left = (column * shape.StrideX) - shape.PadLeft;
                    if ((y - top) % shape.DilationY == 0 && (x - left) % shape.DilationX == 0 && IsMaximum(input, map, pixel, top, left, shape))
                    {
                        sum += gradient[windows + (row * shape.OutputWidth) + column];
                    }
                }
            }

            output[map + pixel] = sum;
        }
    }

    /// <summary>Each window's gradient, divided by the number of its elements, goes to all of them. Launch over (elements of a map, channels, images).</summary>
    /// <param name="gradient">The gradients of the windows.</param>
    /// <param name="output">The gradient of the maps.</param>
    /// <param name="shape">The window.</param>
    [Kernel]
    public static void Mean(ArrayView<float> gradient, ArrayView<float> output, PoolShape shape)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < shape.Height * shape.Width)
        {
            var y = pixel / shape.Width;
            var x = pixel - (y * shape.Width);
            var windows = Windows(shape);
            var lastRow = Last(y + shape.PadTop, shape.StrideY, shape.OutputHeight);
            var lastColumn = Last(x + shape.PadLeft, shape.StrideX, shape.OutputWidth);
            var sum = 0f;
            for (var row = First(y + shape.PadTop, shape.StrideY, shape.KernelHeight, shape.DilationY); row <= lastRow; row++)
            {
                for (var column = First(x + shape.PadLeft, shape.StrideX, shape.KernelWidth, shape.DilationX); column <= lastColumn; column++)
                {
                    if ((y + shape.PadTop - (row * shape.StrideY)) % shape.DilationY == 0 && (x + shape.PadLeft - (column * shape.StrideX)) % shape.DilationX == 0)
                    {
                        sum += gradient[windows + (row * shape.OutputWidth) + column] / Pooling.Elements(row, column, shape);
                    }
                }
            }

            output[(Grid.IdxZ * shape.InputImage) + (Grid.IdxY * shape.Height * shape.Width) + pixel] = sum;
        }
    }

    private static int Windows(PoolShape shape) => (Grid.IdxZ * shape.OutputImage) + (Grid.IdxY * shape.OutputHeight * shape.OutputWidth);

    /// <summary>The first window, counted along one axis, that reaches a place of the padded map, if it has an element there.</summary>
    private static int First(int place, int stride, int length, int dilation)
    {
        var before = place - ((length - 1) * dilation);
        return before <= 0 ? 0 : (before + stride - 1) / stride;
    }

    /// <summary>The last window that begins at a place or before it.</summary>
    private static int Last(int place, int stride, int windows)
    {
        var last = place / stride;
        return last < windows ? last : windows - 1;
    }

    /// <summary>Whether a pixel is the first maximum of a window: nothing before it is as large, nothing behind it larger.</summary>
    private static bool IsMaximum(ArrayView<float> input, int map, int pixel, int top, int left, PoolShape shape)
    {
        var value = input[map + pixel];
        var isMaximum = true;
        for (var ky = 0; ky < shape.KernelHeight && isMaximum; ky++)
        {
            for (var kx = 0; kx < shape.KernelWidth && isMaximum; kx++)
            {
                var row = top + (ky * shape.DilationY);
                var column = left + (kx * shape.DilationX);
                if ((uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width)
                {
                    var place = (row * shape.Width) + column;
                    var other = input[map + place];
                    isMaximum = place < pixel ? IsLarger(value, other) : !IsLarger(other, value);
                }
            }
        }

        return isMaximum;
    }

    private static bool IsLarger(float left, float right) => left > right || (float.IsNaN(left) && !float.IsNaN(right));
}
