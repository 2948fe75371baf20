using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Cpu.Kernels.Constants;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The tiles of a depthwise convolution by height, for one stride and width of the window.</summary>
internal sealed unsafe class DepthwiseTable<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly int[] _rows;
    private readonly delegate*<DepthwiseArguments*, float*, float*, void>[] _tiles;

    /// <summary>Selects the tiles.</summary>
    internal DepthwiseTable(in WindowGeometry window)
    {
        var width = window is { Kernel.Width: 3 or 5, Dilations.Width: 1 } ? window.Kernel.Width : 1;

        // A row of weights takes registers as well.
        _rows = TSimd.ManyRegisters || width == 1 ? TileCover.Tall : TileCover.Narrow;
        _tiles = new delegate*<DepthwiseArguments*, float*, float*, void>[_rows.Length];
        for (var i = 0; i < _rows.Length; i++)
        {
            _tiles[i] = window.Strides.Width switch { 1 => ForWidth<N1>(_rows[i], width), 2 => ForWidth<N2>(_rows[i], width), _ => ForWidth<N0>(_rows[i], width) };
        }
    }

    /// <summary>Computes neighbouring output pixels.</summary>
    internal void Line(DepthwiseArguments* a, float* input, float* output, int pixels)
    {
        for (var done = 0; done < pixels;)
        {
            var i = TileCover.Next(_rows, pixels, ref done);
            _tiles[i](a, input + (done * a->Step), output + ((nint)done * TSimd.Lanes));
            done += _rows[i];
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
            7 => &DepthwiseTile<TVector, TSimd>.Run<N7, TStep, TWidth>,
            10 => &DepthwiseTile<TVector, TSimd>.Run<N10, TStep, TWidth>,
            _ => &DepthwiseTile<TVector, TSimd>.Run<N14, TStep, TWidth>,
        };
}
