using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Local response normalisation on blocked maps.</summary>
internal sealed class LocalResponseLowering<TVector, TSimd>() : UnaryLowering(Layout.Blocked, Layout.Blocked)
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    protected override Step Create(Operation operation, Form input, Form output) => (LocalResponseNormalization)operation.Operator switch
    {
        var wide when Math.Max(wide.Before, wide.After) > TSimd.Lanes => new WideLocalResponseStep(wide, input, output),
        { Beta: 0.75f } usual => new LocalResponseStep<TVector, TSimd, Quotients<TVector, TSimd>.ThreeQuarters>(usual, input, output),
        var other => new LocalResponseStep<TVector, TSimd, Quotients<TVector, TSimd>.AnyPower>(other, input, output),
    };
}
