using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Operators that move elements by fixed steps: transposition, expansion, tiles, and blocks of pixels.</summary>
internal sealed class StridedCopyLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output) =>
        new StridedCopyStep(input, output, ((MovingOperator)operation.Operator).View(operation.Context));
}
