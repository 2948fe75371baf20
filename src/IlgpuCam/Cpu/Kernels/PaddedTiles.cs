using IlgpuCam.Cpu.Simd;
using static IlgpuCam.Cpu.Kernels.Constants;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Covers a line of pixels in scratch memory with tiles of nearly the same height. The last one may go beyond the end, where there is room and no one looks.</summary>
internal sealed unsafe class PaddedTiles<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly int[] _heights;
    private readonly delegate*<TileArguments*, float*, float*, float*, void>[][] _tiles = new delegate*<TileArguments*, float*, float*, float*, void>[2][];

    /// <summary>Chooses the tiles.</summary>
    /// <param name="pixels">The line's length.</param>
    internal PaddedTiles(int pixels)
    {
        int[] heights = TSimd.ManyRegisters ? [14, 12, 10, 8, 7, 6, 4, 2, 1] : [6, 4, 2, 1];
        var parts = (pixels + heights[0] - 1) / heights[0];
        _heights = new int[parts];
        for (var i = 0; i < parts; i++)
        {
            var share = Math.Max(1, (pixels - Length + parts - i - 1) / (parts - i));
            _heights[i] = heights.Last(h => h >= share);
            Length += _heights[i];
        }

        _tiles[0] = new delegate*<TileArguments*, float*, float*, float*, void>[parts];
        _tiles[1] = new delegate*<TileArguments*, float*, float*, float*, void>[parts];
        for (var i = 0; i < parts; i++)
        {
            _tiles[0][i] = TileTable<TVector, TSimd>.ForRows<N1, N1>(_heights[i]);
            _tiles[1][i] = TileTable<TVector, TSimd>.ForRows<N2, N1>(_heights[i]);
        }
    }

    /// <summary>The pixels that the tiles cover.</summary>
    internal int Length { get; }

    /// <summary>Computes the line for one or two blocks of output channels.</summary>
    /// <param name="columns">One or two.</param>
    /// <param name="length">Floats of the weights.</param>
    /// <param name="next">Floats from these weights to those of the next line.</param>
    /// <param name="a">What the tiles have in common.</param>
    /// <param name="input">The first pixel.</param>
    /// <param name="output">Where its results go.</param>
    internal void Line(int columns, nint length, nint next, TileArguments* a, float* input, float* output)
    {
        var tiles = _tiles[columns - 1];
        a->StartWeights(length, next, columns * TSimd.Lanes, tiles.Length);
        for (var i = 0; i < tiles.Length; i++)
        {
            a->NextTile();
            tiles[i](a, input, output, null);
            input += _heights[i] * TSimd.Lanes;
            output += _heights[i] * TSimd.Lanes;
        }
    }
}
