using IlgpuCam.Cpu.Planning;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies the parts of a dense value that lie at chosen places along an axis; a turn is everything at one index of the axes before.</summary>
/// <param name="input">A dense value.</param>
/// <param name="output">The result, dense.</param>
/// <param name="axis">The axis.</param>
/// <param name="places">The places, in their order in the result.</param>
internal sealed unsafe class GatherStep(Form input, Form output, int axis, int[] places) : Step
{
    private readonly int _inner = (int)Shape.Create(input.Shape.Dimensions[(axis + 1)..]).ElementCount;

    internal override int Tasks { get; } = output.Shape.ElementCount == 0 ? 0 : (int)Shape.Create(input.Shape.Dimensions[..axis]).ElementCount;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = input.At(frame) + ((nint)task * input.Shape[axis] * _inner);
        var to = output.At(frame) + ((nint)task * places.Length * _inner);
        foreach (var place in places)
        {
            new ReadOnlySpan<float>(from + ((nint)place * _inner), _inner).CopyTo(new(to, _inner));
            to += _inner;
        }
    }
}
