using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>One number a channel; a turn is one block of channels of one image.</summary>
internal sealed unsafe class GlobalPoolStep<TVector, TSimd, TReduction>(Form input, Form output, bool average) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TReduction : struct, IReduction<TVector>
{
    internal override int Tasks { get; } = input.Batch * input.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var result = stackalloc float[TSimd.Lanes];
        Reduce(input.PlaneAt(frame, task), result);
        var channel = task % input.Planes * TSimd.Lanes;
        var to = output.At(frame) + ((nint)(task / input.Planes) * input.Channels) + channel;
        var scale = average ? (float)((double)input.Height * input.Width) : 1;
        for (var i = 0; i < Math.Min(TSimd.Lanes, input.Channels - channel); i++)
        {
            to[i] = result[i] / scale;
        }
    }

    // A sum a row and then the sum of these: fewer roundings one after the other than in a single sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Reduce(float* row, float* result)
    {
        var total = TSimd.Broadcast(TReduction.Start);
        for (var y = input.Height; y > 0; y--, row += input.Pitch)
        {
            var partial = TSimd.Broadcast(TReduction.Start);
            var x = row;
            for (var i = input.Width; i > 0; i--, x += TSimd.Lanes)
            {
                partial = TReduction.Combine(partial, TSimd.Load(x));
            }

            total = TReduction.Combine(total, partial);
        }

        TSimd.Store(total, result);
    }
}
