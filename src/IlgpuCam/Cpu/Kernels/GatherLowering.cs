using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Chosen places along an axis of a dense value.</summary>
internal sealed class GatherLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var gather = (Gather)operation.Operator;
        return new GatherStep(input, output, operation.Context.NormaliseAxis(gather.Axis, input.Shape.Rank), gather.Places(operation.Context));
    }
}
