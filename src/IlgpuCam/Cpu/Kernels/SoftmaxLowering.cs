using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Softmax on a dense value.</summary>
internal sealed class SoftmaxLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output) =>
        new SoftmaxStep(input, output, operation.Context.NormaliseAxis(((Softmax)operation.Operator).Axis, output.Shape.Rank), ((Softmax)operation.Operator).Logarithm);
}
