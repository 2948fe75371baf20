using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The functions of two values; the parameters are the bounds of the result where a function has them.</summary>
internal static class BinaryFunctions<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal readonly struct BoundedSum : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Min(b, TSimd.Max(a, TSimd.Add(x, y)));
    }

    internal readonly struct Product : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, y);
    }

    internal readonly struct Difference : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.MultiplyAdd(y, TSimd.Broadcast(-1), x);
    }

    internal readonly struct Quotient : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Divide(x, y);
    }

    internal readonly struct Minimum : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Min(x, y);
    }

    internal readonly struct Maximum : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Max(x, y);
    }

    /// <summary>x, or y x where x is negative.</summary>
    internal readonly struct Slope : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.SelectLess(x, TSimd.Broadcast(0), TSimd.Multiply(x, y), x);
    }

    /// <summary>x^y, lane by lane with all the special cases of the library's function: rare, and never in a network's inner loops.</summary>
    internal readonly unsafe struct Power : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var bases = (float*)&x;
            var exponents = (float*)&y;
            for (var lane = 0; lane < TSimd.Lanes; lane++)
            {
                bases[lane] = MathF.Pow(bases[lane], exponents[lane]);
            }

            return x;
        }
    }
}
