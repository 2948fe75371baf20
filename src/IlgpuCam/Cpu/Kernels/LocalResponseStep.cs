using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Local response normalisation whose sums reach no further than the next block on either side; a turn is one block of channels of one image.</summary>
/// <param name="normalization">The parameters.</param>
/// <param name="input">Blocked maps.</param>
/// <param name="output">Blocked maps.</param>
internal sealed unsafe class LocalResponseStep<TVector, TSimd, TQuotient>(LocalResponseNormalization normalization, Form input, Form output) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TQuotient : struct, IQuotient<TVector>
{
    // Squares are written for a few pixels before they are summed: a sum reads across vectors, which has to wait for their stores.
    private const int Pixels = 16;

    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        // For each pixel the squares of the block before, the block itself and the block after; of blocks that are not there, zeros.
        var squares = stackalloc float[Pixels * 3 * TSimd.Lanes];
        NativeMemory.Clear(squares, (nuint)(Pixels * 3 * TSimd.Lanes * sizeof(float)));
        var plane = task % output.Planes;
        var from = input.PlaneAt(frame, task);
        var to = output.PlaneAt(frame, task);
        for (var y = 0; y < output.Height; y++, from += input.Pitch, to += output.Pitch)
        {
            for (var x = 0; x < output.Width; x += Pixels)
            {
                var count = Math.Min(Pixels, output.Width - x);
                var start = (nint)x * TSimd.Lanes;
                for (var side = plane > 0 ? -1 : 0; side <= (plane + 1 < output.Planes ? 1 : 0); side++)
                {
                    var channels = Math.Min(TSimd.Lanes, output.Channels - ((plane + side) * TSimd.Lanes));
                    Square(from + start + (side * input.Plane), squares + ((side + 1) * TSimd.Lanes), count, channels);
                }

                Divide(from + start, squares + TSimd.Lanes, to + start, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Square(float* source, float* squares, int count, int channels)
    {
        for (; count > 0; count--, source += TSimd.Lanes, squares += 3 * TSimd.Lanes)
        {
            var x = TSimd.Load(source);
            TSimd.Store(TSimd.Multiply(x, x), squares);
            for (var lane = channels; lane < TSimd.Lanes; lane++)
            {
                squares[lane] = 0; // Lanes beyond the last channel hold anything.
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Divide(float* source, float* squares, float* destination, int count)
    {
        var (scale, bias) = (TSimd.Broadcast(normalization.Alpha / normalization.Size), TSimd.Broadcast(normalization.Bias));
        var exponent = TSimd.Broadcast(normalization.Beta);
        for (; count > 0; count--, source += TSimd.Lanes, squares += 3 * TSimd.Lanes, destination += TSimd.Lanes)
        {
            var sum = TSimd.Load(squares - normalization.Before);
            for (var i = 1 - normalization.Before; i <= normalization.After; i++)
            {
                sum = TSimd.Add(sum, TSimd.Load(squares + i));
            }

            TSimd.Store(TQuotient.Apply(TSimd.Load(source), TSimd.MultiplyAdd(sum, scale, bias), exponent), destination);
        }
    }
}
