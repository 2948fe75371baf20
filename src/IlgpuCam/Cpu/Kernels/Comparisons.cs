using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Questions about numbers, answered with 1 and 0, and the numbers as other types have them.</summary>
internal static class Comparisons<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal readonly struct Less : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            TSimd.SelectLess(x, y, TSimd.Broadcast(1), TSimd.Broadcast(0));
    }

    /// <summary>Lane by lane: what is no number is neither less nor equal, which a swapped comparison would not tell.</summary>
    internal readonly unsafe struct LessOrEqual : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            for (var lane = 0; lane < TSimd.Lanes; lane++)
            {
                ((float*)&x)[lane] = ((float*)&x)[lane] <= ((float*)&y)[lane] ? 1 : 0;
            }

            return x;
        }
    }

    /// <summary>Lane by lane, see <see cref="LessOrEqual"/>.</summary>
    internal readonly unsafe struct Equal : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            for (var lane = 0; lane < TSimd.Lanes; lane++)
            {
                ((float*)&x)[lane] = ((float*)&x)[lane] == ((float*)&y)[lane] ? 1 : 0;
            }

            return x;
        }
    }

    /// <summary>Whether just one of two truth values is true.</summary>
    internal readonly struct Unequal : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Abs(BinaryFunctions<TVector, TSimd>.Difference.Apply(x, y, a, b));
    }

    /// <summary>1 for all but zero.</summary>
    internal readonly unsafe struct Truth : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            for (var lane = 0; lane < TSimd.Lanes; lane++)
            {
                ((float*)&x)[lane] = ((float*)&x)[lane] != 0 ? 1 : 0;
            }

            return x;
        }
    }

    /// <summary>The next integer towards zero.</summary>
    internal readonly struct Truncated : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            TSimd.SelectLess(x, TSimd.Broadcast(0), TSimd.Ceiling(x), TSimd.Floor(x));
    }
}
