using IlgpuCam.Cpu.Simd;
using static IlgpuCam.Cpu.Kernels.Constants;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The tiles of a convolution by height, for one step between pixels.</summary>
internal sealed unsafe class TileTable<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly int[][] _rows = TSimd.ManyRegisters ? [TileCover.Tall, TileCover.Tall] : [TileCover.Narrow, TileCover.Low];
    private readonly delegate*<TileArguments*, float*, float*, float*, void>[][] _tiles = new delegate*<TileArguments*, float*, float*, float*, void>[2][];

    /// <summary>Selects the tiles.</summary>
    /// <param name="step">Floats from one output pixel's window to the next one's.</param>
    internal TileTable(int step)
    {
        for (var columns = 1; columns <= 2; columns++)
        {
            var rows = _rows[columns - 1];
            _tiles[columns - 1] = new delegate*<TileArguments*, float*, float*, float*, void>[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                _tiles[columns - 1][i] = columns == 1 ? ForStep<N1>(rows[i], step) : ForStep<N2>(rows[i], step);
            }
        }
    }

    /// <summary>Pixels in the tallest tile of two columns.</summary>
    internal int MostRows => _rows[1][0];

    /// <summary>How many tiles a line takes.</summary>
    internal int Count(int columns, int pixels)
    {
        var (rows, count) = (_rows[columns - 1], 0);
        for (var done = 0; done < pixels; count++)
        {
            var i = TileCover.Next(rows, pixels, ref done);
            done += rows[i];
        }

        return count;
    }

    /// <summary>Has the tiles of a line compiled.</summary>
    internal void Compile(int columns, long pixels)
    {
        // A long line ends like one that is a tile longer than its rest.
        var rows = _rows[columns - 1];
        var length = (int)Math.Min(pixels, rows[0] + (pixels % rows[0]));
        for (var done = 0; done < length;)
        {
            var i = TileCover.Next(rows, length, ref done);
            TileCompilation<TVector, TSimd>.Begin(_tiles[columns - 1][i]);
            done += rows[i];
        }
    }

    /// <summary>Computes neighbouring output pixels of one group of output channels.</summary>
    internal void Line(int columns, TileArguments* a, float* input, float* output, float* residual, int pixels)
    {
        var rows = _rows[columns - 1];
        var tiles = _tiles[columns - 1];
        for (var done = 0; done < pixels;)
        {
            var i = TileCover.Next(rows, pixels, ref done);
            a->NextTile();
            tiles[i](a, input + ((nint)done * a->Step), output + ((nint)done * TSimd.Lanes), residual == null ? null : residual + ((nint)done * TSimd.Lanes));
            done += rows[i];
        }
    }

    private static delegate*<TileArguments*, float*, float*, float*, void> ForStep<TColumns>(int rows, int step)
        where TColumns : struct, IConstant =>
        step == TSimd.Lanes ? ForRows<TColumns, N1>(rows) : step == 2 * TSimd.Lanes ? ForRows<TColumns, N2>(rows) : ForRows<TColumns, N0>(rows);

    /// <summary>The tile of a height, one of those that there are.</summary>
    internal static delegate*<TileArguments*, float*, float*, float*, void> ForRows<TColumns, TStep>(int rows)
        where TColumns : struct, IConstant
        where TStep : struct, IConstant => rows switch
        {
            1 => &ConvolutionTile<TVector, TSimd>.Run<N1, TColumns, TStep>,
            2 => &ConvolutionTile<TVector, TSimd>.Run<N2, TColumns, TStep>,
            4 => &ConvolutionTile<TVector, TSimd>.Run<N4, TColumns, TStep>,
            6 => &ConvolutionTile<TVector, TSimd>.Run<N6, TColumns, TStep>,
            7 => &ConvolutionTile<TVector, TSimd>.Run<N7, TColumns, TStep>,
            8 => &ConvolutionTile<TVector, TSimd>.Run<N8, TColumns, TStep>,
            10 => &ConvolutionTile<TVector, TSimd>.Run<N10, TColumns, TStep>,
            12 => &ConvolutionTile<TVector, TSimd>.Run<N12, TColumns, TStep>,
            _ => &ConvolutionTile<TVector, TSimd>.Run<N14, TColumns, TStep>,
        };
}
