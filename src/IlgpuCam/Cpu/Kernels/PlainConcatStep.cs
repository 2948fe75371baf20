using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies a dense value to its place in a dense concatenation.</summary>
/// <param name="input">One of the parts.</param>
/// <param name="output">The whole.</param>
/// <param name="axis">The axis along which the parts follow each other.</param>
/// <param name="offset">The part's first index there.</param>
internal sealed unsafe class PlainConcatStep(Form input, Form output, int axis, int offset) : Step
{
    internal override int Tasks => 1;

    internal override void Execute(int task, RunFrame* frame)
    {
        var inner = (int)Shape.Create(input.Shape.Dimensions[(axis + 1)..]).ElementCount;
        var run = input.Shape[axis] * inner;
        var from = input.At(frame);
        var to = output.At(frame) + ((nint)offset * inner);
        for (var done = 0L; done < input.Shape.ElementCount; done += run)
        {
            new Span<float>(from, run).CopyTo(new(to, run));
            from += run;
            to += (nint)output.Shape[axis] * inner;
        }
    }
}
