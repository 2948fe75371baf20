using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>What goes back through average pooling on blocked maps.</summary>
internal sealed class AveragePoolGradientLowering<TVector, TSimd>() : UnaryLowering(Layout.Blocked, Layout.Blocked)
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var op = (AveragePoolGradient2d)operation.Operator;
        return new AveragePoolGradientStep<TVector, TSimd>(op.Geometry(operation.Context), op.CountIncludePad, input, output);
    }
}
