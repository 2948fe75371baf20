using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Applies a function to each element of one or two forms of the same layout; dense forms are one long row.</summary>
/// <param name="x">The first input.</param>
/// <param name="y">The second input, or null.</param>
/// <param name="output">The result; it may be one of the inputs.</param>
/// <param name="a">The first parameter: a vector, or one for each block of channels.</param>
/// <param name="b">The second parameter.</param>
/// <param name="perChannel">Whether the parameters are given for each channel.</param>
internal sealed unsafe class ElementwiseStep<TVector, TSimd, TFunction>(Form x, Form? y, Form output, AlignedBuffer a, AlignedBuffer b, bool perChannel) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TFunction : struct, IElementwise<TVector>
{
    private const int Chunk = 1 << 14;

    private readonly bool _maps = output.Layout == Layout.Blocked;

    internal override int Tasks { get; } = output.Layout == Layout.Blocked
        ? output.Batch * output.Planes
        : (int)((output.Shape.ElementCount + Chunk - 1) / Chunk);

    internal override void Execute(int task, RunFrame* frame)
    {
        if (!_maps)
        {
            // A dense storage is rounded up to whole vectors, so the last one may run over the end.
            var start = (nint)task * Chunk;
            var length = (int)Math.Min(Chunk, output.Shape.ElementCount - start);
            Row(x.At(frame) + start, (y ?? x).At(frame) + start, output.At(frame) + start, a.Pointer, b.Pointer, length);
            return;
        }

        var second = y ?? x;
        var from = x.PlaneAt(frame, task);
        var also = second.PlaneAt(frame, task);
        var to = output.PlaneAt(frame, task);
        var parameter = perChannel ? task % output.Planes * TSimd.Lanes : 0;
        for (var row = 0; row < output.Height; row++)
        {
            Row(from, also, to, a.Pointer + parameter, b.Pointer + parameter, output.Width * TSimd.Lanes);
            from += x.Pitch;
            also += second.Pitch;
            to += output.Pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* x, float* y, float* output, float* a, float* b, int length)
    {
        var (first, second) = (TSimd.Load(a), TSimd.Load(b));
        for (nint i = 0; i < length; i += TSimd.Lanes)
        {
            TSimd.Store(TFunction.Apply(TSimd.Load(x + i), TSimd.Load(y + i), first, second), output + i);
        }
    }
}
