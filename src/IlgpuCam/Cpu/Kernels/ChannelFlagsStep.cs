using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Finds the channels that are not 0 throughout: for each lane the largest magnitude. A turn is a block of channels of one image.</summary>
/// <param name="input">Blocked maps.</param>
/// <param name="flags">Receives a vector a block.</param>
internal sealed unsafe class ChannelFlagsStep<TVector, TSimd>(Form input, Form flags) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override int Tasks { get; } = input.Batch * input.Planes;

    internal override void Execute(int task, RunFrame* frame) => Largest(input.PlaneAt(frame, task), flags.At(frame) + ((nint)task * TSimd.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Largest(float* row, float* result)
    {
        var largest = TSimd.Broadcast(0);
        for (var y = input.Height; y > 0; y--, row += input.Pitch)
        {
            for (nint x = 0; x < input.Width * TSimd.Lanes; x += TSimd.Lanes)
            {
                largest = TSimd.Max(largest, TSimd.Abs(TSimd.Load(row + x)));
            }
        }

        TSimd.Store(largest, result);
    }
}
