using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Cpu.Kernels.Constants;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The tiles of a depthwise convolution by height, for one stride and width of the window.</summary>
internal sealed unsafe class DepthwiseTable<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly Tile[] _line;

    /// <summary>Covers a row of the output with tiles.</summary>
    internal DepthwiseTable(in WindowGeometry window)
    {
        var width = window is { Kernel.Width: 3 or 5, Dilations.Width: 1, Strides.Width: 1 or 2 } ? window.Kernel.Width : 1;

        // A row of weights takes registers as well.
        var rows = TSimd.ManyRegisters || width == 1 ? TileCover.Tall : width == 3 ? TileCover.Narrow : TileCover.Low;
        var line = new List<Tile>();
        for (var done = 0; done < window.OutputWidth;)
        {
            var height = rows[TileCover.Next(rows, window.OutputWidth, ref done)];
            var run = window.Strides.Width switch { 1 => ForWidth<N1>(height, width), 2 => ForWidth<N2>(height, width), _ => ForRows<N0, N1>(height) };
            TileCompilation<TVector, TSimd>.Begin(run);
            line.Add(new() { Run = run, Input = (nint)done * window.Strides.Width * TSimd.Lanes, Output = (nint)done * TSimd.Lanes });
            done += height;
        }

        _line = [.. line];
    }

    /// <summary>Computes a row.</summary>
    /// <param name="a">What does not change from tile to tile.</param>
    /// <param name="input">What the rows of the first window are counted from.</param>
    /// <param name="output">The first pixel.</param>
    internal void Line(DepthwiseArguments* a, float* input, float* output)
    {
        foreach (ref readonly var tile in _line.AsSpan())
        {
            tile.Run(a, input + tile.Input, output + tile.Output);
        }
    }

    private static delegate*<DepthwiseArguments*, float*, float*, void> ForWidth<TStep>(int rows, int width)
        where TStep : struct, IConstant => width switch { 3 => ForRows<TStep, N3>(rows), 5 => ForRows<TStep, N5>(rows), _ => ForRows<TStep, N1>(rows) };

    private static delegate*<DepthwiseArguments*, float*, float*, void> ForRows<TStep, TWidth>(int rows)
        where TStep : struct, IConstant
        where TWidth : struct, IConstant => rows switch
        {
            1 => &DepthwiseTile<TVector, TSimd>.Run<N1, TStep, TWidth>,
            2 => &DepthwiseTile<TVector, TSimd>.Run<N2, TStep, TWidth>,
            4 => &DepthwiseTile<TVector, TSimd>.Run<N4, TStep, TWidth>,
            6 => &DepthwiseTile<TVector, TSimd>.Run<N6, TStep, TWidth>,
            7 => &DepthwiseTile<TVector, TSimd>.Run<N7, TStep, TWidth>,
            10 => &DepthwiseTile<TVector, TSimd>.Run<N10, TStep, TWidth>,
            _ => &DepthwiseTile<TVector, TSimd>.Run<N14, TStep, TWidth>,
        };

    private struct Tile
    {
        internal delegate*<DepthwiseArguments*, float*, float*, void> Run;

        internal nint Input;

        internal nint Output;
    }
}
