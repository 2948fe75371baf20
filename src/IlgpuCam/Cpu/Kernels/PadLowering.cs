using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A value around a dense value.</summary>
internal sealed class PadLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output) => new PadStep(input, output, (Pad)operation.Operator);
}
