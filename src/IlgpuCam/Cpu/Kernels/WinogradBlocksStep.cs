using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>All phases of a convolution of many blocks of tiles: a turn takes neighbouring blocks, whose rows are then in its thread's cache for the next layer, in scratch memory of its own.</summary>
internal sealed unsafe class WinogradBlocksStep<TVector, TSimd, TTransform>(WinogradWork<TVector, TSimd, TTransform> work, TurnScratch scratch, int turns) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TTransform : struct, IWinogradTransform
{
    internal override int Tasks => turns;

    internal override string Algorithm => $"Winograd {TTransform.Results}x{TTransform.Results}";

    internal override void Execute(int task, RunFrame* frame)
    {
        var memory = scratch.At(task, frame);
        var end = (task + 1) * work.Blocks / turns;
        for (var block = task * work.Blocks / turns; block < end; block++)
        {
            for (var plane = 0; plane < work.InputPlanes; plane++)
            {
                work.TransformInput(block, plane, frame, memory);
            }

            for (var frequency = 0; frequency < WinogradWork<TVector, TSimd, TTransform>.Frequencies; frequency++)
            {
                work.Multiply(frequency, 0, work.Groups, memory);
            }

            for (var plane = 0; plane < work.OutputPlanes; plane++)
            {
                work.TransformOutput(block, plane, frame, memory);
            }
        }
    }
}
