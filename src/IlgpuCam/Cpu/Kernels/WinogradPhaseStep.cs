using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>One phase of a convolution that is one block of tiles, shared out to all threads.</summary>
internal sealed unsafe class WinogradPhaseStep<TVector, TSimd, TTransform>(WinogradWork<TVector, TSimd, TTransform> work, WinogradPhase phase, Form scratch) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TTransform : struct, IWinogradTransform
{
    internal override int Tasks => phase switch
    {
        WinogradPhase.Input => work.InputPlanes,
        WinogradPhase.Products => WinogradWork<TVector, TSimd, TTransform>.Frequencies,
        _ => work.OutputPlanes,
    };

    internal override string Algorithm => $"Winograd {TTransform.Results}x{TTransform.Results}";

    internal override void Execute(int task, RunFrame* frame)
    {
        var memory = scratch.At(frame);
        switch (phase)
        {
            case WinogradPhase.Input:
                work.TransformInput(0, task, frame, memory);
                break;
            case WinogradPhase.Products:
                work.Multiply(task, 0, work.Groups, memory);
                break;
            default:
                work.TransformOutput(0, task, frame, memory);
                break;
        }
    }
}
