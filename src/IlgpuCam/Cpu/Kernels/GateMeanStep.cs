using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The mean over the places of each map of a derivative times the map's one gradient, which is mostly 0: what the derivative is taken from is not even read there. A turn is one block of channels of one image.
/// </summary>
/// <param name="gradient">One number a map.</param>
/// <param name="values">What the derivative is taken from.</param>
/// <param name="maps">The form of these values.</param>
/// <param name="output">The result, one number a map.</param>
/// <param name="a">The function's first parameter.</param>
/// <param name="b">The function's second parameter.</param>
internal sealed unsafe class GateMeanStep<TVector, TSimd, TFunction>(MapOperand gradient, MapOperand values, Form maps, Form output, float a, float b) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TFunction : struct, IElementwise<TVector>
{
    private readonly float _share = 1f / ((float)maps.Height * maps.Width);

    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override string Algorithm => "sparse";

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = gradient.At(frame, task);
        var sum = new ReadOnlySpan<float>(from, TSimd.Lanes).ContainsAnyExcept(0) ? Sum(TSimd.Load(from), values.At(frame, task)) : TSimd.Broadcast(0);
        TSimd.Store(TSimd.Multiply(sum, TSimd.Broadcast(_share)), output.PlaneAt(frame, task));
    }

    // A sum a row and then the sum of these, as in global pooling.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private TVector Sum(TVector factor, float* row)
    {
        var (first, second) = (TSimd.Broadcast(a), TSimd.Broadcast(b));
        var total = TSimd.Broadcast(0);
        for (var y = maps.Height; y > 0; y--, row += values.Pitch)
        {
            var partial = TSimd.Broadcast(0);
            var value = row;
            for (var x = maps.Width; x > 0; x--, value += TSimd.Lanes)
            {
                partial = TSimd.Add(partial, TFunction.Apply(factor, TSimd.Load(value), first, second));
            }

            total = TSimd.Add(total, partial);
        }

        return total;
    }
}
