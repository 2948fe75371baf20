using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Reductions of dense values.</summary>
internal sealed class ReduceLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var reduce = (Reduce)operation.Operator;
        var (kept, over) = reduce.Walks(operation.Context);
        return new ReduceStep(reduce.Reduction, kept, over, input, output);
    }
}
