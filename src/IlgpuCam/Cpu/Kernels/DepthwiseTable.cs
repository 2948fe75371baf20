using IlgpuCam.Cpu.Simd;
using static IlgpuCam.Cpu.Kernels.Constants;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The tiles of a depthwise convolution by height, for one stride.</summary>
internal sealed unsafe class DepthwiseTable<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly delegate*<DepthwiseArguments*, float*, float*, void>[] _tiles;

    /// <summary>Selects the tiles.</summary>
    /// <param name="stride">Input pixels from one output pixel's window to the next one's.</param>
    internal DepthwiseTable(int stride) => _tiles = stride == 1 ? Tiles<N1>() : stride == 2 ? Tiles<N2>() : Tiles<N0>();

    /// <summary>Computes neighbouring output pixels.</summary>
    internal void Line(DepthwiseArguments* a, float* input, float* output, int pixels)
    {
        for (var done = 0; done < pixels;)
        {
            var i = TileCover.Next(TileCover.Tall, pixels, ref done);
            _tiles[i](a, input + (done * a->Step), output + ((nint)done * TSimd.Lanes));
            done += TileCover.Tall[i];
        }
    }

    private static delegate*<DepthwiseArguments*, float*, float*, void>[] Tiles<TStep>()
        where TStep : struct, IConstant =>
    [
        &DepthwiseTile<TVector, TSimd>.Run<N14, TStep>,
        &DepthwiseTile<TVector, TSimd>.Run<N10, TStep>,
        &DepthwiseTile<TVector, TSimd>.Run<N7, TStep>,
        &DepthwiseTile<TVector, TSimd>.Run<N4, TStep>,
        &DepthwiseTile<TVector, TSimd>.Run<N2, TStep>,
        &DepthwiseTile<TVector, TSimd>.Run<N1, TStep>,
    ];
}
