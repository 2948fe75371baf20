using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Cpu.Kernels.Constants;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The maxima of neighbouring windows of two or three columns that lie inside the map: each column's maximum is taken once, whatever the number of windows that it is in.
/// </summary>
internal static unsafe class PoolRow<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>Whether there is a kernel for a window.</summary>
    internal static bool Fits(in WindowGeometry window) => window is { Kernel: { Height: <= 3, Width: 2 or 3 }, Strides.Width: 1 or 2, Dilations.Width: 1 };

    /// <summary>Computes pixels of one row.</summary>
    /// <param name="window">One that fits.</param>
    /// <param name="rows">Rows of the windows inside the map, 1 to 3.</param>
    /// <param name="input">The first window.</param>
    /// <param name="rowStep">Floats from one of its rows to the next.</param>
    /// <param name="output">The first pixel.</param>
    /// <param name="pixels">How many, at least 1.</param>
    internal static void Run(in WindowGeometry window, int rows, float* input, nint rowStep, float* output, int pixels)
    {
        switch (rows)
        {
            case 1:
                Run<N1>(window, input, rowStep, output, pixels);
                break;
            case 2:
                Run<N2>(window, input, rowStep, output, pixels);
                break;
            default:
                Run<N3>(window, input, rowStep, output, pixels);
                break;
        }
    }

    private static void Run<TRows>(in WindowGeometry window, float* input, nint rowStep, float* output, int pixels)
        where TRows : struct, IConstant
    {
        switch (window.Kernel.Width, window.Strides.Width)
        {
            case (2, 1):
                Maxima<TRows, N2, N1>(input, rowStep, output, pixels);
                break;
            case (2, _):
                Maxima<TRows, N2, N2>(input, rowStep, output, pixels);
                break;
            case (_, 1):
                Maxima<TRows, N3, N1>(input, rowStep, output, pixels);
                break;
            default:
                Maxima<TRows, N3, N2>(input, rowStep, output, pixels);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Maxima<TRows, TWidth, TStep>(float* input, nint rowStep, float* output, int pixels)
        where TRows : struct, IConstant
        where TWidth : struct, IConstant
        where TStep : struct, IConstant
    {
        // Comparing with this first leaves out what is not a number.
        var start = TSimd.Broadcast(float.NegativeInfinity);
        var first = Column<TRows>(input, rowStep, start);
        var second = TWidth.Value == 3 && TStep.Value == 1 ? Column<TRows>(input + TSimd.Lanes, rowStep, start) : first;
        do
        {
            var last = Column<TRows>(input + ((TWidth.Value - 1) * TSimd.Lanes), rowStep, start);
            if (TWidth.Value == 3 && TStep.Value == 2)
            {
                second = Column<TRows>(input + TSimd.Lanes, rowStep, start);
            }

            TSimd.Store(TSimd.Max(last, TWidth.Value == 3 ? TSimd.Max(second, first) : first), output);
            input += TStep.Value * TSimd.Lanes;
            output += TSimd.Lanes;
            if (TStep.Value == 1)
            {
                first = TWidth.Value == 3 ? second : last;
                second = last;
            }
            else
            {
                first = TWidth.Value == 3 ? last : Column<TRows>(input, rowStep, start);
            }
        }
        while (--pixels > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Column<TRows>(float* x, nint rowStep, TVector start)
        where TRows : struct, IConstant
    {
        var total = TSimd.Max(TSimd.Load(x), start);
        if (TRows.Value > 1)
        {
            total = TSimd.Max(TSimd.Load(x + rowStep), total);
        }

        return TRows.Value > 2 ? TSimd.Max(TSimd.Load(x + (2 * rowStep)), total) : total;
    }
}
