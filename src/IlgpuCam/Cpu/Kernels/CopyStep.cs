using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies a dense value.</summary>
internal sealed unsafe class CopyStep(Form source, Form destination) : Step
{
    internal override int Tasks => 1;

    internal override void Execute(int task, RunFrame* frame) =>
        new Span<float>(source.At(frame), (int)source.Shape.ElementCount).CopyTo(new(destination.At(frame), (int)source.Shape.ElementCount));
}
