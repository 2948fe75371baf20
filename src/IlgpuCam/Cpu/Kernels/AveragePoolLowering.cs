using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Average pooling on blocked maps.</summary>
internal sealed class AveragePoolLowering<TVector, TSimd>() : UnaryLowering(Layout.Blocked, Layout.Blocked)
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var pool = (AveragePool2d)operation.Operator;
        var window = operation.Context.ResolveWindow(pool.Window);
        return new PoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Sum>(window, average: true, pool.CountIncludePad, input, output);
    }
}
