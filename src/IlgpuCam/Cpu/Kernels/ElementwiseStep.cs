using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Applies a function to each element of a form; dense forms are one long row.</summary>
/// <param name="x">The input.</param>
/// <param name="output">The result; it may be the input.</param>
/// <param name="a">The first parameter: a vector, or one for each block of channels.</param>
/// <param name="b">The second parameter.</param>
/// <param name="perChannel">Whether the parameters are given for each channel.</param>
internal sealed unsafe class ElementwiseStep<TVector, TSimd, TFunction>(Form x, Form output, AlignedBuffer a, AlignedBuffer b, bool perChannel) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TFunction : struct, IElementwise<TVector>
{
    private const int Chunk = 1 << 14;

    private readonly bool _maps = output.Layout == Layout.Blocked;

    private readonly RowBands _bands = output.Layout == Layout.Blocked ? new(output) : default;

    internal override int Tasks => _maps ? _bands.Tasks : (int)((output.Shape.ElementCount + Chunk - 1) / Chunk);

    internal override void Execute(int task, RunFrame* frame)
    {
        if (!_maps)
        {
            // A dense storage is rounded up to whole vectors, so the last one may run over the end.
            var start = (nint)task * Chunk;
            var length = (int)Math.Min(Chunk, output.Shape.ElementCount - start);
            Row(x.At(frame) + start, output.At(frame) + start, a.Pointer, b.Pointer, length);
            return;
        }

        var (plane, first, end) = _bands.At(task);
        var from = x.PlaneAt(frame, plane) + ((nint)first * x.Pitch);
        var to = output.PlaneAt(frame, plane) + ((nint)first * output.Pitch);
        var parameter = perChannel ? plane % output.Planes * TSimd.Lanes : 0;
        for (var row = first; row < end; row++)
        {
            Row(from, to, a.Pointer + parameter, b.Pointer + parameter, output.Width * TSimd.Lanes);
            from += x.Pitch;
            to += output.Pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row(float* x, float* output, float* a, float* b, int length)
    {
        var (first, second) = (TSimd.Load(a), TSimd.Load(b));
        for (nint i = 0; i < length; i += TSimd.Lanes)
        {
            var value = TSimd.Load(x + i);
            TSimd.Store(TFunction.Apply(value, value, first, second), output + i);
        }
    }
}
