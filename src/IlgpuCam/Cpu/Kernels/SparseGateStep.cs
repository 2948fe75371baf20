using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A derivative times a gradient that is mostly 0: rows of zeros stay zeros, and what the derivative is taken from is not even read there. A turn is one block of channels of one image.</summary>
/// <param name="gradient">Blocked maps, or one number a map.</param>
/// <param name="values">Blocked maps.</param>
/// <param name="output">The result.</param>
/// <param name="a">The function's first parameter.</param>
/// <param name="b">The function's second parameter.</param>
/// <param name="leavesZerosOut">Whether rows of zeros need not be written.</param>
internal sealed unsafe class SparseGateStep<TVector, TSimd, TFunction>(MapOperand gradient, MapOperand values, Form output, float a, float b, bool leavesZerosOut) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TFunction : struct, IElementwise<TVector>
{
    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = gradient.At(frame, task);
        var value = values.At(frame, task);
        var to = output.PlaneAt(frame, task);
        var length = output.Width * TSimd.Lanes;
        for (var y = 0; y < output.Height; y++, from += gradient.Pitch, value += values.Pitch, to += output.Pitch)
        {
            if (new ReadOnlySpan<float>(from, gradient.Pixel == 0 ? TSimd.Lanes : length).ContainsAnyExcept(0))
            {
                Row(from, gradient.Pixel, value, to, output.Width);
            }
            else if (!leavesZerosOut)
            {
                new Span<float>(to, length).Clear();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* from, nint step, float* value, float* to, int pixels)
    {
        var (first, second) = (TSimd.Broadcast(a), TSimd.Broadcast(b));
        for (; pixels > 0; pixels--, from += step, value += TSimd.Lanes, to += TSimd.Lanes)
        {
            TSimd.Store(TFunction.Apply(TSimd.Load(from), TSimd.Load(value), first, second), to);
        }
    }
}
