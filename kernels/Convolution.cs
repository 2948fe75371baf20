namespace IlgpuCam.Kernels;

/// <summary>
/// Convolution as a matrix product whose right side, the windows, is never written out (implicit GEMM; Chetlur et al. 2014, "cuDNN", section 3.1): output channels by pixels of all images.
/// Tiles of both sides pass through shared memory, the sums stay in registers, and the next tiles are on their way while the present ones are multiplied.
/// </summary>
public static partial class Convolution
{
    /// <summary>
    /// Launch with (column tiles, row tiles of a group, groups times <see cref="ConvolutionShape.Parts"/>) and the tile's number of work-items. Where the sum is split, each part is stored
    /// as a result; no part may be empty, and <see cref="SplitSum"/> does the rest.
    /// </summary>
    /// <param name="input">Images of maps, <see cref="ConvolutionShape.InputImage"/> apart.</param>
    /// <param name="weights">Per group the steps of the sum, each with its output channels side by side, filled up with zeros to <see cref="ConvolutionShape.Depth"/> by <see cref="ConvolutionShape.PackedOutputs"/>.</param>
    /// <param name="taps">See <see cref="IColumnSource"/>; <see cref="ConvolutionShape.Depth"/> pairs.</param>
    /// <param name="bias">One value an output channel.</param>
    /// <param name="residual">What is added before the activation, in the shape of the result; any view where there is none.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="activation">The activation's parameters.</param>
    [Kernel(MaxGroupSize = 256)]
    [KernelInstance<Tile128x128, WindowSource, ClampActivation>]
    [KernelInstance<Tile64x64, WindowSource, ClampActivation>]
    [KernelInstance<Tile64x32, WindowSource, ClampActivation>]
    [KernelInstance<Tile32x64, WindowSource, ClampActivation>]
    [KernelInstance<Tile32x32, WindowSource, ClampActivation>]
    [KernelInstance<Tile16x64, WindowSource, ClampActivation>]
    [KernelInstance<Tile128x128, PixelSource, ClampActivation>]
    [KernelInstance<Tile64x64, PixelSource, ClampActivation>]
    [KernelInstance<Tile64x32, PixelSource, ClampActivation>]
    [KernelInstance<Tile32x64, PixelSource, ClampActivation>]
    [KernelInstance<Tile32x32, PixelSource, ClampActivation>]
    [KernelInstance<Tile16x64, PixelSource, ClampActivation>]
    public static void Forward<TTile, TSource, TActivation>(
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<int> taps,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation)
        where TTile : struct, ITile
        where TSource : struct, IColumnSource
        where TActivation : struct, IActivation
    {
#if ILGPU
        // There sizes are constants: those of the largest tile.
        var left = SharedMemory.Allocate<float>(1024);
        var right = SharedMemory.Allocate<float>(1024);
        var sums = LocalMemory.Allocate<float>(64);
        var rows = LocalMemory.Allocate<float>(8);
        var columns = LocalMemory.Allocate<float>(8);
        var nextLeft = LocalMemory.Allocate<float>(4);
        var nextRight = LocalMemory.Allocate<float>(4);
#else
        var left = SharedMemory.Allocate<float>(TTile.Rows * TTile.Depth);
        var right = SharedMemory.Allocate<float>(TTile.Columns * TTile.Depth);
        var sums = LocalMemory.Allocate<float>(TTile.RowsPerItem * TTile.ColumnsPerItem);
        var rows = LocalMemory.Allocate<float>(TTile.RowsPerItem);
        var columns = LocalMemory.Allocate<float>(TTile.ColumnsPerItem);
        var nextLeft = LocalMemory.Allocate<float>(TTile.Depth * TTile.RowsPerItem * TTile.ColumnsPerItem / TTile.Columns);
        var nextRight = LocalMemory.Allocate<float>(TTile.Depth * TTile.RowsPerItem * TTile.ColumnsPerItem / TTile.Rows);
#endif

        var item = Group.IdxX;
        var items = TTile.Rows * TTile.Columns / (TTile.RowsPerItem * TTile.ColumnsPerItem);
        var parts = Math.Max(shape.Parts, 1);
        var group = Grid.IdxZ / parts;
        var part = Grid.IdxZ - (group * parts);
        var partDepth = ((shape.Depth / TTile.Depth) + parts - 1) / parts * TTile.Depth;
        var firstDepth = part * partDepth;
        var endDepth = Math.Min(firstDepth + partDepth, shape.Depth);
        var firstRow = Grid.IdxY * TTile.Rows;
        var firstColumn = Grid.IdxX * TTile.Columns;
        var groupWeights = group * shape.Depth * shape.PackedOutputs;
        var pixels = shape.OutputHeight * shape.OutputWidth;

        // The pixel whose windows this work-item loads is the same in every step: work-items are a multiple of the tile's columns.
        var loadColumn = firstColumn + (item % TTile.Columns);
        var y = -0x4000;
        var x = 0;
        var start = 0;
        if (loadColumn < shape.Columns)
        {
            var image = loadColumn / pixels;
            var pixel = loadColumn - (image * pixels);
            var outputY = pixel / shape.OutputWidth;
            y = (outputY * shape.StrideY) - shape.PadTop;
            x = ((pixel - (outputY * shape.OutputWidth)) * shape.StrideX) - shape.PadLeft;
            start = (image * shape.InputImage) + (((group * shape.GroupChannels * shape.Height) + y) * shape.Width) + x;
        }

        for (var i = 0; i < TTile.RowsPerItem * TTile.ColumnsPerItem; i++)
        {
            sums[i] = 0;
        }

        for (var i = 0; i < TTile.Rows * TTile.Depth / items; i++)
        {
            var element = item + (i * items);
            nextLeft[i] = weights[groupWeights + ((firstDepth + (element / TTile.Rows)) * shape.PackedOutputs) + firstRow + (element % TTile.Rows)];
        }

        for (var i = 0; i < TTile.Columns * TTile.Depth / items; i++)
        {
            nextRight[i] = TSource.Load(input, taps, firstDepth + ((item + (i * items)) / TTile.Columns), start, y, x, shape);
        }

        var itemColumn = item % (TTile.Columns / TTile.ColumnsPerItem);
        var itemRow = item / (TTile.Columns / TTile.ColumnsPerItem);
        for (var depth = firstDepth; depth < endDepth; depth += TTile.Depth)
        {
            for (var i = 0; i < TTile.Rows * TTile.Depth / items; i++)
            {
                left[item + (i * items)] = nextLeft[i];
            }

            for (var i = 0; i < TTile.Columns * TTile.Depth / items; i++)
            {
                right[item + (i * items)] = nextRight[i];
            }

            Group.Barrier();
            var next = depth + TTile.Depth;
            if (next < endDepth)
            {
                for (var i = 0; i < TTile.Rows * TTile.Depth / items; i++)
                {
                    var element = item + (i * items);
                    nextLeft[i] = weights[groupWeights + ((next + (element / TTile.Rows)) * shape.PackedOutputs) + firstRow + (element % TTile.Rows)];
                }

                for (var i = 0; i < TTile.Columns * TTile.Depth / items; i++)
                {
                    nextRight[i] = TSource.Load(input, taps, next + ((item + (i * items)) / TTile.Columns), start, y, x, shape);
                }
            }

            for (var step = 0; step < TTile.Depth; step++)
            {
                for (var r = 0; r < TTile.RowsPerItem; r++)
                {
                    rows[r] = left[(step * TTile.Rows) + (itemRow * TTile.RowsPerItem) + r];
                }

                for (var c = 0; c < TTile.ColumnsPerItem; c++)
                {
                    columns[c] = right[(step * TTile.Columns) + itemColumn + (c * (TTile.Columns / TTile.ColumnsPerItem))];
                }

                for (var r = 0; r < TTile.RowsPerItem; r++)
                {
                    for (var c = 0; c < TTile.ColumnsPerItem; c++)
                    {
                        sums[(r * TTile.ColumnsPerItem) + c] = MathF.FusedMultiplyAdd(rows[r], columns[c], sums[(r * TTile.ColumnsPerItem) + c]);
                    }
                }
            }

            Group.Barrier();
        }

        for (var c = 0; c < TTile.ColumnsPerItem; c++)
        {
            var column = firstColumn + itemColumn + (c * (TTile.Columns / TTile.ColumnsPerItem));
            if (column < shape.Columns)
            {
                var image = column / pixels;
                var pixel = column - (image * pixels);
                for (var r = 0; r < TTile.RowsPerItem; r++)
                {
                    var row = firstRow + (itemRow * TTile.RowsPerItem) + r;
                    if (row < shape.GroupOutputs)
                    {
                        var channel = (group * shape.GroupOutputs) + row;
                        var value = sums[(r * TTile.ColumnsPerItem) + c] + bias[channel];
                        if (shape.HasResidual != 0)
                        {
                            value += residual[(image * shape.ResidualImage) + (channel * pixels) + pixel];
                        }

                        output[(part * shape.PartLength) + (image * shape.OutputImage) + (channel * pixels) + pixel] = TActivation.Apply(value, activation);
                    }
                }
            }
        }
    }
}
