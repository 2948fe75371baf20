using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Normalises runs of a dense value by their own mean and variance; a turn is some runs.</summary>
/// <param name="input">The value.</param>
/// <param name="scale">One number an element of a run, or one each so many elements.</param>
/// <param name="bias">The same, or null.</param>
/// <param name="output">The result.</param>
/// <param name="length">Elements a run.</param>
/// <param name="repeat">Elements that share a number of scale and bias.</param>
/// <param name="epsilon">Added to the variance.</param>
internal sealed unsafe class NormalizationStep<TVector, TSimd>(Form input, Form scale, Form? bias, Form output, int length, int repeat, float epsilon) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private const int Work = 1 << 14;
    private readonly long _runs = length == 0 ? 0 : output.Shape.ElementCount / length;

    private int Runs => Math.Max(1, Work / Math.Max(1, length));

    internal override int Tasks => checked((int)((_runs + Runs - 1) / Runs));

    internal override void Execute(int task, RunFrame* frame)
    {
        var factors = scale.At(frame);
        var shifts = bias is null ? null : bias.At(frame);
        var numbers = scale.Shape.ElementCount;
        var last = Math.Min(_runs, (task + 1L) * Runs);
        for (var run = (long)task * Runs; run < last; run++)
        {
            var from = input.At(frame) + (run * length);
            var to = output.At(frame) + (run * length);
            var (mean, factor) = Moments(from);
            var first = run * (length / repeat) % numbers;
            if (repeat == 1)
            {
                Store(from, to, mean, factor, factors + first, shifts is null ? null : shifts + first);
                continue;
            }

            for (var i = 0; i < length / repeat; i++, from += repeat, to += repeat)
            {
                var slope = factor * factors[first + i];
                Store(from, to, mean, slope, shifts is null ? 0 : shifts[first + i]);
            }
        }
    }

    /// <summary>The mean and one over the standard deviation, in two passes and in double precision by rows: differences of large sums lose the variance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private (float Mean, float Factor) Moments(float* x)
    {
        var sum = 0.0;
        for (nint i = 0; i < length; i++)
        {
            sum += x[i];
        }

        var mean = sum / length;
        var squares = 0.0;
        for (nint i = 0; i < length; i++)
        {
            squares += (x[i] - mean) * (x[i] - mean);
        }

        return ((float)mean, (float)(1 / Math.Sqrt((squares / length) + epsilon)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Store(float* x, float* to, float mean, float factor, float* scales, float* shifts)
    {
        var (center, slope) = (TSimd.Broadcast(-mean), TSimd.Broadcast(factor));
        nint i = 0;
        for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
        {
            var value = TSimd.Multiply(TSimd.Multiply(TSimd.Add(TSimd.Load(x + i), center), slope), TSimd.Load(scales + i));
            TSimd.Store(shifts is null ? value : TSimd.Add(value, TSimd.Load(shifts + i)), to + i);
        }

        for (; i < length; i++)
        {
            to[i] = ((x[i] - mean) * factor * scales[i]) + (shifts is null ? 0 : shifts[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Store(float* x, float* to, float mean, float slope, float shift)
    {
        var (center, factor, offset) = (TSimd.Broadcast(-mean), TSimd.Broadcast(slope), TSimd.Broadcast(shift));
        nint i = 0;
        for (; i <= repeat - TSimd.Lanes; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Add(TSimd.Load(x + i), center), factor, offset), to + i);
        }

        for (; i < repeat; i++)
        {
            to[i] = ((x[i] - mean) * slope) + shift;
        }
    }
}
