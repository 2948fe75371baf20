using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A function of two operands on blocked maps; a turn is a band of rows of one block of channels.</summary>
/// <param name="x">The first operand.</param>
/// <param name="y">The second operand.</param>
/// <param name="output">The result.</param>
/// <param name="a">The function's first parameter.</param>
/// <param name="b">The function's second parameter.</param>
internal sealed unsafe class MapsBroadcastStep<TVector, TSimd, TFunction>(MapOperand x, MapOperand y, Form output, float a, float b) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TFunction : struct, IElementwise<TVector>
{
    private readonly RowBands _bands = new(output);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        var left = x.At(frame, plane) + (first * x.Pitch);
        var right = y.At(frame, plane) + (first * y.Pitch);
        var to = output.PlaneAt(frame, plane) + ((nint)first * output.Pitch);
        for (var row = first; row < end; row++)
        {
            Row(left, x.Pixel, right, y.Pixel, to, output.Width);
            left += x.Pitch;
            right += y.Pitch;
            to += output.Pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* left, nint stepLeft, float* right, nint stepRight, float* result, int pixels)
    {
        var (first, second) = (TSimd.Broadcast(a), TSimd.Broadcast(b));
        for (; pixels > 0; pixels--, left += stepLeft, right += stepRight, result += TSimd.Lanes)
        {
            TSimd.Store(TFunction.Apply(TSimd.Load(left), TSimd.Load(right), first, second), result);
        }
    }
}
