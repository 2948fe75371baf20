using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// Has tiles compiled on other threads while the rest of a plan is still being made: they are large methods that are compiled when they are first called, one after the other in a plan's first run.
/// Nothing where all code is compiled before.
/// </summary>
internal static unsafe class TileCompilation<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private const int MostRows = 14;
    private const int MostColumns = 2;

    private static readonly ConcurrentDictionary<nint, bool> Known = new();

    /// <summary>Begins with a convolution's tile, unless it was before.</summary>
    internal static void Begin(delegate*<TileArguments*, float*, float*, float*, void> tile)
    {
        if (IsNew((nint)tile))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static t => Run((delegate*<TileArguments*, float*, float*, float*, void>)t), (nint)tile, preferLocal: false);
        }
    }

    /// <summary>Begins with a depthwise convolution's tile, unless it was before.</summary>
    internal static void Begin(delegate*<DepthwiseArguments*, float*, float*, void> tile)
    {
        if (IsNew((nint)tile))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static t => Run((delegate*<DepthwiseArguments*, float*, float*, void>)t), (nint)tile, preferLocal: false);
        }
    }

    private static bool IsNew(nint tile) => RuntimeFeature.IsDynamicCodeCompiled && Known.TryAdd(tile, true);

    // A sum of no terms: the tile stores its bias.
    private static void Run(delegate*<TileArguments*, float*, float*, float*, void> tile)
    {
        var memory = stackalloc float[(MostRows + 1) * MostColumns * TSimd.Lanes];
        var bias = memory + (MostRows * MostColumns * TSimd.Lanes);
        var arguments = new TileArguments { Bias = bias, OutputPlane = (nint)MostRows * TSimd.Lanes };
        tile(&arguments, memory, memory, null);
    }

    private static void Run(delegate*<DepthwiseArguments*, float*, float*, void> tile)
    {
        var memory = stackalloc float[(MostRows + 1) * TSimd.Lanes];
        var arguments = new DepthwiseArguments { Bias = memory + (MostRows * TSimd.Lanes) };
        tile(&arguments, memory, memory);
    }
}
