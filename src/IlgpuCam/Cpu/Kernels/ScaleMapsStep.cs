using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Multiplies each map of each image by a computed number (the gate of squeeze and excitation); a turn is a block of channels.</summary>
/// <param name="input">The maps.</param>
/// <param name="scale">Maps of one pixel.</param>
/// <param name="output">The result.</param>
internal sealed unsafe class ScaleMapsStep<TVector, TSimd>(Form input, Form scale, Form output) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = input.PlaneAt(frame, task);
        var to = output.PlaneAt(frame, task);
        var factor = TSimd.Load(scale.PlaneAt(frame, task));
        for (var row = 0; row < output.Height; row++)
        {
            Row(from, factor, to, output.Width * TSimd.Lanes);
            from += input.Pitch;
            to += output.Pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* input, TVector factor, float* output, int length)
    {
        for (nint i = 0; i < length; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.Multiply(TSimd.Load(input + i), factor), output + i);
        }
    }
}
