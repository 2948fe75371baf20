using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A function of two dense values of which axes of length 1 are repeated; a turn is a number of rows, or a part of one.</summary>
/// <param name="x">The first value.</param>
/// <param name="y">The second value.</param>
/// <param name="output">The result; it may be a value of its shape.</param>
/// <param name="a">The function's first parameter.</param>
/// <param name="b">The function's second parameter.</param>
internal sealed unsafe class BroadcastStep<TVector, TSimd, TFunction>(Form x, Form y, Form output, float a, float b) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TFunction : struct, IElementwise<TVector>
{
    private const int Chunk = 1 << 14;
    private readonly BroadcastAxes _axes = BroadcastAxes.Create(output.Shape, x.Shape, y.Shape);

    // Whole rows to a turn where they are short, whole parts of a row where it is long.
    private int RowsPerTask => Math.Max(1, Chunk / Math.Max(1, _axes.Width));

    private int Parts => Math.Max(1, (_axes.Width + Chunk - 1) / Chunk);

    internal override int Tasks => checked((int)((_axes.Rows + RowsPerTask - 1) / RowsPerTask * Parts));

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = x.At(frame);
        var also = y.At(frame);
        var to = output.At(frame);
        var first = (long)(task / Parts) * RowsPerTask;
        var start = task % Parts * Chunk;
        var length = Math.Min(Chunk, _axes.Width - start);
        var last = Math.Min(_axes.Rows, first + RowsPerTask);
        for (var row = first; row < last; row++)
        {
            var (offsetX, offsetY) = (_axes.Offset(row, 0), _axes.Offset(row, 1));
            Row(
                from + offsetX + (start * _axes.Step(0)), _axes.Step(0), also + offsetY + (start * _axes.Step(1)), _axes.Step(1),
                to + ((nint)row * _axes.Width) + start, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* left, nint stepLeft, float* right, nint stepRight, float* result, int length)
    {
        var (first, second) = (TSimd.Broadcast(a), TSimd.Broadcast(b));
        nint i = 0;
        for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
        {
            var v = stepLeft == 0 ? TSimd.Broadcast(*left) : TSimd.Load(left + i);
            var w = stepRight == 0 ? TSimd.Broadcast(*right) : TSimd.Load(right + i);
            TSimd.Store(TFunction.Apply(v, w, first, second), result + i);
        }

        if (i < length)
        {
            // The next row may be another turn's: only what belongs to this one is read and written.
            var (v, w) = (TSimd.Broadcast(1), TSimd.Broadcast(1));
            var rest = (int)(length - i);
            Copy(left, stepLeft, i, (float*)&v, rest);
            Copy(right, stepRight, i, (float*)&w, rest);
            var last = TFunction.Apply(v, w, first, second);
            new Span<float>(&last, rest).CopyTo(new(result + i, rest));
        }
    }

    private static void Copy(float* source, nint step, nint start, float* destination, int count)
    {
        for (var lane = 0; lane < count; lane++)
        {
            destination[lane] = source[(start + lane) * step];
        }
    }
}
