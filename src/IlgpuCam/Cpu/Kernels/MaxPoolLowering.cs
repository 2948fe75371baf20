using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Max pooling on blocked maps.</summary>
internal sealed class MaxPoolLowering<TVector, TSimd>() : UnaryLowering(Layout.Blocked, Layout.Blocked)
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var window = operation.Context.ResolveWindow(((MaxPool2d)operation.Operator).Window);
        return new PoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Maximum>(window, average: false, countPadding: false, input, output);
    }
}
