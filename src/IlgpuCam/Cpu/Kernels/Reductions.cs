using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The reductions of poolings.</summary>
internal static class Reductions<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal readonly struct Maximum : IReduction<TVector>
    {
        public static float Start => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Combine(TVector total, TVector x) => TSimd.Max(x, total);
    }

    internal readonly struct Sum : IReduction<TVector>
    {
        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Combine(TVector total, TVector x) => TSimd.Add(total, x);
    }
}
