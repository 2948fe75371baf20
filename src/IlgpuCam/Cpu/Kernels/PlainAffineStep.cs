using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A scale and a shift for each index of the second axis of a dense value.</summary>
internal sealed unsafe class PlainAffineStep(Form input, Form output, AlignedBuffer scale, AlignedBuffer shift) : Step
{
    internal override int Tasks { get; } = output.Shape[0];

    internal override void Execute(int task, RunFrame* frame)
    {
        var channels = output.Shape[1];
        var inner = channels == 0 || Tasks == 0 ? 0 : (nint)(output.Shape.ElementCount / Tasks / channels);
        var start = task * channels * inner;
        var from = input.At(frame) + start;
        var to = output.At(frame) + start;
        for (var c = 0; c < channels; c++, from += inner, to += inner)
        {
            for (nint i = 0; i < inner; i++)
            {
                to[i] = (from[i] * scale.Pointer[c]) + shift.Pointer[c];
            }
        }
    }
}
