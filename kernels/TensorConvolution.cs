namespace IlgpuCam.Kernels;

/// <summary>
/// Convolution on tensor cores: the matrix product of <see cref="Convolution"/>, whose factors are rounded and whose sums are floats. Tiles of both sides come to shared memory by copies that go on while others are multiplied.
/// Activations in memory stay floats. For CUDA and the emulator; <see cref="Convolution"/> is the twin that runs everywhere.
/// </summary>
public static partial class TensorConvolution
{
    /// <summary>Steps of the sum of a tile, in tf32.</summary>
    public const int Depth = 16;

    // Elements behind each row of a tile in shared memory, so that the rows that a warp reads at once lie in different banks.
    private const int Gap = 8;

    /// <summary>Factors in tf32. Launch with (column tiles, row tiles of a group, groups) and 32 work-items a warp.</summary>
    /// <param name="input">Images of maps, <see cref="ConvolutionShape.InputImage"/> apart.</param>
    /// <param name="weights">Packed as those of <see cref="Convolution"/>, <see cref="ConvolutionShape.Depth"/> a multiple of <see cref="Depth"/>, and rounded to tf32; the last 13 bits do not count.</param>
    /// <param name="taps">See <see cref="IColumnSource"/>.</param>
    /// <param name="bias">One value an output channel.</param>
    /// <param name="residual">What is added before the activation, in the shape of the result; any view where there is none.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="activation">The activation's parameters.</param>
    [Kernel(MaxGroupSize = 256)]
    [KernelInstance<TensorTile128x128, TensorWindowSource, ClampActivation>]
    [KernelInstance<TensorTile64x64, TensorWindowSource, ClampActivation>]
    [KernelInstance<TensorTile32x32, TensorWindowSource, ClampActivation>]
    [KernelInstance<TensorTile128x128, TensorPixelSource, ClampActivation>]
    [KernelInstance<TensorTile64x64, TensorPixelSource, ClampActivation>]
    [KernelInstance<TensorTile32x32, TensorPixelSource, ClampActivation>]
    public static void Tf32<TTile, TSource, TActivation>(
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<int> taps,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation)
        where TTile : struct, ITensorTile
        where TSource : struct, ITensorSource
        where TActivation : struct, IActivation
    {
        var left = SharedMemory.Allocate<float>(TTile.Stages * Depth * (TTile.Rows + Gap));
        var right = SharedMemory.Allocate<float>(TTile.Stages * Depth * (TTile.Columns + Gap));
        var sums = LocalMemory.Allocate<FragmentC>(TTile.WarpRows / 16 * (TTile.WarpColumns / 8));
        var rows = LocalMemory.Allocate<FragmentA>(TTile.WarpRows / 16);
        var columns = LocalMemory.Allocate<FragmentB>(TTile.WarpColumns / 8);

        var group = Grid.IdxZ;
        var warp = Group.IdxX / Warp.WarpSize;
        var warpRow = warp / (TTile.Columns / TTile.WarpColumns) * TTile.WarpRows;
        var warpColumn = warp % (TTile.Columns / TTile.WarpColumns) * TTile.WarpColumns;
        var lane = Warp.LaneIdx;
        var firstWeight = (group * shape.Depth * shape.PackedOutputs) + (Grid.IdxY * TTile.Rows);

        // The pixels that this work-item copies are the same in every tile.
        var copyColumn = Group.IdxX % (TTile.Columns / TSource.Width) * TSource.Width;
        var window = TensorWindow.Of((Grid.IdxX * TTile.Columns) + copyColumn, group, shape);
        var tiles = shape.Depth / Depth;

        for (var i = 0; i < TTile.WarpRows / 16 * (TTile.WarpColumns / 8); i++)
        {
            sums[i] = default;
        }

        for (var stage = 0; stage < TTile.Stages - 1; stage++)
        {
            if (stage < tiles)
            {
                CopyTile<TTile, TSource>(input, weights, taps, left, right, stage, stage, firstWeight, copyColumn, window, shape);
            }

            AsyncCopy.Commit();
        }

        for (var tile = 0; tile < tiles; tile++)
        {
            // Behind the barrier this tile is there for all, and all are done with the one whose memory the next copies take.
            AsyncCopy.Wait(TTile.Stages - 2);
            Group.Barrier();
            var next = tile + TTile.Stages - 1;
            if (next < tiles)
            {
                CopyTile<TTile, TSource>(input, weights, taps, left, right, next, next % TTile.Stages, firstWeight, copyColumn, window, shape);
            }

            AsyncCopy.Commit();
            var leftPlace = (((tile % TTile.Stages * Depth) + (lane % 4)) * (TTile.Rows + Gap)) + warpRow + (lane / 4);
            var rightPlace = (((tile % TTile.Stages * Depth) + (lane % 4)) * (TTile.Columns + Gap)) + warpColumn + (lane / 4);
            for (var step = 0; step < Depth; step += 8)
            {
                for (var r = 0; r < TTile.WarpRows / 16; r++)
                {
                    var place = leftPlace + (step * (TTile.Rows + Gap)) + (16 * r);
                    FragmentA fragment = default;
                    fragment.R0 = BitConverter.SingleToUInt32Bits(left[place]);
                    fragment.R1 = BitConverter.SingleToUInt32Bits(left[place + 8]);
                    fragment.R2 = BitConverter.SingleToUInt32Bits(left[place + (4 * (TTile.Rows + Gap))]);
                    fragment.R3 = BitConverter.SingleToUInt32Bits(left[place + (4 * (TTile.Rows + Gap)) + 8]);
                    rows[r] = fragment;
                }

                for (var c = 0; c < TTile.WarpColumns / 8; c++)
                {
                    var place = rightPlace + (step * (TTile.Columns + Gap)) + (8 * c);
                    FragmentB fragment = default;
                    fragment.R0 = TensorCore.RoundToTf32(right[place]);
                    fragment.R1 = TensorCore.RoundToTf32(right[place + (4 * (TTile.Columns + Gap))]);
                    columns[c] = fragment;
                }

                for (var r = 0; r < TTile.WarpRows / 16; r++)
                {
                    for (var c = 0; c < TTile.WarpColumns / 8; c++)
                    {
                        var sum = (r * (TTile.WarpColumns / 8)) + c;
                        sums[sum] = TensorCore.MultiplyTf32(rows[r], columns[c], sums[sum]);
                    }
                }
            }
        }

        Store<TTile, TActivation>(
            sums, bias, residual, output, group, (Grid.IdxY * TTile.Rows) + warpRow, (Grid.IdxX * TTile.Columns) + warpColumn, lane, shape, activation);
    }

    /// <summary>Begins to copy a tile of both sides.</summary>
    private static void CopyTile<TTile, TSource>(
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<int> taps,
        ArrayView<float> left,
        ArrayView<float> right,
        int tile,
        int stage,
        int firstWeight,
        int copyColumn,
        TensorWindow window,
        ConvolutionShape shape)
        where TTile : struct, ITensorTile
        where TSource : struct, ITensorSource
    {
        var item = Group.IdxX;
        var items = TTile.Rows * TTile.Columns / (TTile.WarpRows * TTile.WarpColumns) * Warp.WarpSize;
        for (var i = 0; i < Depth * (TTile.Rows / 4) / items; i++)
        {
            var chunk = item + (i * items);
            var step = chunk / (TTile.Rows / 4);
            var row = chunk % (TTile.Rows / 4) * 4;
            AsyncCopy.Copy16(
                left, (((stage * Depth) + step) * (TTile.Rows + Gap)) + row, weights, firstWeight + (((tile * Depth) + step) * shape.PackedOutputs) + row, true);
        }

        for (var i = 0; i < Depth * (TTile.Columns / TSource.Width) / items; i++)
        {
            var step = (item + (i * items)) / (TTile.Columns / TSource.Width);
            TSource.Copy(right, (((stage * Depth) + step) * (TTile.Columns + Gap)) + copyColumn, input, taps, (tile * Depth) + step, window, shape);
        }
    }
}
