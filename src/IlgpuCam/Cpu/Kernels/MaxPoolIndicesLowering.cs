using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Where the maxima of dense maps are.</summary>
internal sealed class MaxPoolIndicesLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var pool = (MaxPoolIndices2d)operation.Operator;
        return new MaxPoolIndicesStep(operation.Context.ResolveWindow(pool.Window), pool.ColumnMajor, input, output);
    }
}
