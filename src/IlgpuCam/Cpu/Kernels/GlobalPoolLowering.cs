using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Global pooling from blocked maps to dense numbers.</summary>
internal sealed class GlobalPoolLowering<TVector, TSimd>() : UnaryLowering(Layout.Blocked, Layout.Plain)
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    protected override Step Create(Operation operation, Form input, Form output) => ((GlobalPool)operation.Operator).Pooling == PoolingKind.Max
        ? new GlobalPoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Maximum>(input, output, average: false)
        : new GlobalPoolStep<TVector, TSimd, Reductions<TVector, TSimd>.Sum>(input, output, average: true);
}
