namespace IlgpuCam.Kernels;

/// <content>Factors in half precision.</content>
public static partial class TensorConvolution
{
    /// <summary>Steps of the sum of a tile, in half precision.</summary>
    public const int HalfDepth = 32;

    /// <summary>Factors in half precision: the weights are, the input is rounded on its way to shared memory. Launch as the one in tf32.</summary>
    /// <param name="input">Images of maps, <see cref="ConvolutionShape.InputImage"/> apart.</param>
    /// <param name="weights">Packed as those of <see cref="Convolution"/>, <see cref="ConvolutionShape.Depth"/> a multiple of <see cref="HalfDepth"/>, two in a number, the first in its lower half.</param>
    /// <param name="taps">See <see cref="IColumnSource"/>.</param>
    /// <param name="bias">One value an output channel.</param>
    /// <param name="residual">What is added before the activation, in the shape of the result; any view where there is none.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="activation">The activation's parameters.</param>
    [Kernel(MaxGroupSize = 256)]
    [KernelInstance<TensorTile128x128, WindowSource, ClampActivation>]
    [KernelInstance<TensorTile64x64, WindowSource, ClampActivation>]
    [KernelInstance<TensorTile32x32, WindowSource, ClampActivation>]
    [KernelInstance<TensorTile128x128, PixelSource, ClampActivation>]
    [KernelInstance<TensorTile64x64, PixelSource, ClampActivation>]
    [KernelInstance<TensorTile32x32, PixelSource, ClampActivation>]
    public static void Half<TTile, TSource, TActivation>(
        ArrayView<float> input,
        ArrayView<uint> weights,
        ArrayView<int> taps,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation)
        where TTile : struct, ITensorTile
        where TSource : struct, IColumnSource
        where TActivation : struct, IActivation
    {
        // Two neighbours of a row are one element.
        var left = SharedMemory.Allocate<uint>(2 * HalfDepth * (TTile.Rows + Gap) / 2);
        var right = SharedMemory.Allocate<uint>(2 * HalfDepth * (TTile.Columns + Gap) / 2);
        var sums = LocalMemory.Allocate<FragmentC>(TTile.WarpRows / 16 * (TTile.WarpColumns / 8));
        var rows = LocalMemory.Allocate<FragmentA>(TTile.WarpRows / 16);
        var columns = LocalMemory.Allocate<FragmentB>(TTile.WarpColumns / 8);
        var items = TTile.Rows * TTile.Columns / (TTile.WarpRows * TTile.WarpColumns) * Warp.WarpSize;
        var loaded = LocalMemory.Allocate<float>(HalfDepth * TTile.Columns * TTile.WarpRows * TTile.WarpColumns / (TTile.Rows * TTile.Columns * Warp.WarpSize));

        var item = Group.IdxX;
        var group = Grid.IdxZ;
        var warp = item / Warp.WarpSize;
        var warpRow = warp / (TTile.Columns / TTile.WarpColumns) * TTile.WarpRows;
        var warpColumn = warp % (TTile.Columns / TTile.WarpColumns) * TTile.WarpColumns;
        var lane = Warp.LaneIdx;
        var firstWeight = ((group * shape.Depth * shape.PackedOutputs) + (Grid.IdxY * TTile.Rows)) / 2;

        // The two pixels that this work-item loads are the same in every tile.
        var pair = item % (TTile.Columns / 2);
        var first = TensorWindow.Of((Grid.IdxX * TTile.Columns) + (2 * pair), group, shape);
        var second = TensorWindow.Of((Grid.IdxX * TTile.Columns) + (2 * pair) + 1, group, shape);
        var firstStep = item / (TTile.Columns / 2);
        var tiles = shape.Depth / HalfDepth;

        for (var i = 0; i < TTile.WarpRows / 16 * (TTile.WarpColumns / 8); i++)
        {
            sums[i] = default;
        }

        CopyHalves<TTile>(weights, left, 0, firstWeight, shape);
        AsyncCopy.Commit();
        LoadPairs<TTile, TSource>(input, taps, loaded, firstStep, first, second, shape);
        for (var tile = 0; tile < tiles; tile++)
        {
            var buffer = tile % 2;
            for (var i = 0; i < HalfDepth * (TTile.Columns / 2) / items; i++)
            {
                var step = firstStep + (i * (items / (TTile.Columns / 2)));
                right[(((buffer * HalfDepth) + step) * ((TTile.Columns + Gap) / 2)) + pair] = TensorCore.PackHalf(loaded[2 * i], loaded[(2 * i) + 1]);
            }

            // Behind the barrier this tile is there for all, and all are done with the one before, whose memory the next takes.
            AsyncCopy.Wait(0);
            Group.Barrier();
            if (tile + 1 < tiles)
            {
                CopyHalves<TTile>(weights, left, tile + 1, firstWeight, shape);
                LoadPairs<TTile, TSource>(input, taps, loaded, ((tile + 1) * HalfDepth) + firstStep, first, second, shape);
            }

            AsyncCopy.Commit();

            // A lane names one row of one of four 8x8 matrices: of the left side (output channels 0 and 8, then these 8 steps later), of the right one (steps 0 and 8, then these 8 pixels later).
            var leftPlace = ((((buffer * HalfDepth) + (lane % 8) + (lane / 16 * 8)) * (TTile.Rows + Gap)) + warpRow + (lane / 8 % 2 * 8)) / 2;
            var rightPlace = ((((buffer * HalfDepth) + (lane % 16)) * (TTile.Columns + Gap)) + warpColumn + (lane / 16 * 8)) / 2;
            for (var step = 0; step < HalfDepth; step += 16)
            {
                for (var r = 0; r < TTile.WarpRows / 16; r++)
                {
                    rows[r] = TensorCore.LoadMatrixTransposed4(left, leftPlace + (step * ((TTile.Rows + Gap) / 2)) + (8 * r));
                }

                for (var c = 0; c < TTile.WarpColumns / 8; c += 2)
                {
                    var both = TensorCore.LoadMatrixTransposed4(right, rightPlace + (step * ((TTile.Columns + Gap) / 2)) + (4 * c));
                    FragmentB fragment = default;
                    fragment.R0 = both.R0;
                    fragment.R1 = both.R1;
                    columns[c] = fragment;
                    fragment.R0 = both.R2;
                    fragment.R1 = both.R3;
                    columns[c + 1] = fragment;
                }

                for (var r = 0; r < TTile.WarpRows / 16; r++)
                {
                    for (var c = 0; c < TTile.WarpColumns / 8; c++)
                    {
                        var sum = (r * (TTile.WarpColumns / 8)) + c;
                        sums[sum] = TensorCore.MultiplyHalf(rows[r], columns[c], sums[sum]);
                    }
                }
            }
        }

        Store<TTile, TActivation>(
            sums, bias, residual, output, group, (Grid.IdxY * TTile.Rows) + warpRow, (Grid.IdxX * TTile.Columns) + warpColumn, lane, shape, activation);
    }

    /// <summary>Begins to copy a tile of the weights.</summary>
    private static void CopyHalves<TTile>(ArrayView<uint> weights, ArrayView<uint> left, int tile, int firstWeight, ConvolutionShape shape)
        where TTile : struct, ITensorTile
    {
        var items = TTile.Rows * TTile.Columns / (TTile.WarpRows * TTile.WarpColumns) * Warp.WarpSize;
        for (var i = 0; i < HalfDepth * (TTile.Rows / 8) / items; i++)
        {
            var chunk = Group.IdxX + (i * items);
            var step = chunk / (TTile.Rows / 8);
            var row = chunk % (TTile.Rows / 8) * 4;
            AsyncCopy.Copy16(
                left,
                (((tile % 2 * HalfDepth) + step) * ((TTile.Rows + Gap) / 2)) + row,
                weights,
                firstWeight + (((tile * HalfDepth) + step) * (shape.PackedOutputs / 2)) + row,
                true);
        }
    }

    /// <summary>Loads two pixels for each of a work-item's steps.</summary>
    private static void LoadPairs<TTile, TSource>(
        ArrayView<float> input, ArrayView<int> taps, ArrayView<float> loaded, int firstStep, TensorWindow first, TensorWindow second, ConvolutionShape shape)
        where TTile : struct, ITensorTile
        where TSource : struct, IColumnSource
    {
        var items = TTile.Rows * TTile.Columns / (TTile.WarpRows * TTile.WarpColumns) * Warp.WarpSize;
        for (var i = 0; i < HalfDepth * (TTile.Columns / 2) / items; i++)
        {
            var step = firstStep + (i * (items / (TTile.Columns / 2)));
            loaded[2 * i] = TSource.Load(input, taps, step, first.Start, first.Y, first.X, shape);
            loaded[(2 * i) + 1] = TSource.Load(input, taps, step, second.Start, second.Y, second.X, shape);
        }
    }
}
