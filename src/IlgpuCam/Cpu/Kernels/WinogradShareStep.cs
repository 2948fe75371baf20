using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// The last two phases of a convolution that is one block of tiles, a turn for some of the output channels: weights are read by one thread each, and sums are transformed back where they were made.
/// </summary>
internal sealed unsafe class WinogradShareStep<TVector, TSimd, TTransform>(WinogradWork<TVector, TSimd, TTransform> work, Form scratch, int shares) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TTransform : struct, IWinogradTransform
{
    internal override int Tasks => shares;

    internal override string Algorithm => $"Winograd {TTransform.Results}x{TTransform.Results}";

    internal override void Execute(int task, RunFrame* frame)
    {
        var memory = scratch.At(frame);
        var (first, end) = (task * work.Groups / shares, (task + 1) * work.Groups / shares);
        for (var frequency = 0; frequency < WinogradWork<TVector, TSimd, TTransform>.Frequencies; frequency++)
        {
            work.Multiply(frequency, first, end, memory);
        }

        var (plane, endPlane) = work.Planes(first, end);
        for (; plane < endPlane; plane++)
        {
            work.TransformOutput(0, plane, frame, memory);
        }
    }
}
