using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Divisions by a power.</summary>
internal static class Quotients<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>The exponent of every published network: two square roots take the place of a logarithm and an exponential.</summary>
    internal readonly struct ThreeQuarters : IQuotient<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector exponent)
        {
            var root = TSimd.Sqrt(y);
            return TSimd.Divide(x, TSimd.Multiply(root, TSimd.Sqrt(root)));
        }
    }

    internal readonly struct AnyPower : IQuotient<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector exponent) => TSimd.Divide(x, TSimd.Power(y, exponent));
    }
}
