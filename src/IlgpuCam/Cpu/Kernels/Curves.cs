using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The activations with curved or bent graphs, beyond those that <see cref="Functions{TVector, TSimd}"/> has itself.</summary>
internal static class Curves<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal readonly struct LeakyRelu : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.SelectLess(x, TSimd.Broadcast(0), TSimd.Multiply(a, x), x);
    }

    internal readonly struct ThresholdedRelu : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.SelectLess(a, x, x, TSimd.Broadcast(0));
    }

    /// <summary>B times x or A (exp(x) - 1).</summary>
    internal readonly struct Selu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var negative = TSimd.Multiply(a, Transcendentals<TVector, TSimd>.ExpMinusOne(TSimd.Min(TSimd.Broadcast(0), x)));
            return TSimd.Multiply(b, TSimd.SelectLess(x, TSimd.Broadcast(0), negative, x));
        }
    }

    internal readonly struct Celu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var negative = TSimd.Multiply(a, Transcendentals<TVector, TSimd>.ExpMinusOne(TSimd.Min(TSimd.Broadcast(0), TSimd.Divide(x, a))));
            return TSimd.SelectLess(x, TSimd.Broadcast(0), negative, x);
        }
    }

    internal readonly struct Swish : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, TSimd.Sigmoid(TSimd.Multiply(a, x)));
    }

    internal readonly struct Gelu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(TSimd.Multiply(x, TSimd.Broadcast(0.5f)), TSimd.Add(Transcendentals<TVector, TSimd>.ErrorFunction(TSimd.Multiply(x, TSimd.Broadcast(0.70710678f))), TSimd.Broadcast(1)));
    }

    internal readonly struct TanhGelu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var cubic = TSimd.Multiply(TSimd.MultiplyAdd(TSimd.Multiply(x, x), TSimd.Broadcast(0.044715f), TSimd.Broadcast(1)), x);
            return TSimd.Multiply(TSimd.Multiply(x, TSimd.Broadcast(0.5f)), TSimd.Add(Transcendentals<TVector, TSimd>.HyperbolicTangent(TSimd.Multiply(cubic, TSimd.Broadcast(0.79788456f))), TSimd.Broadcast(1)));
        }
    }

    internal readonly struct Mish : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            // tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2); beyond 20 that is 1, and e would run out of range.
            var e = TSimd.Exp(TSimd.Min(TSimd.Broadcast(20), x));
            var n = TSimd.Multiply(e, TSimd.Add(e, TSimd.Broadcast(2)));
            return TSimd.Multiply(x, TSimd.Divide(n, TSimd.Add(n, TSimd.Broadcast(2))));
        }
    }

    internal readonly struct Softplus : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            // max(x, 0) + log(1 + e) with e = exp(-|x|); what 1 + e loses of a small e is put back.
            var e = TSimd.Exp(TSimd.Multiply(TSimd.Abs(x), TSimd.Broadcast(-1)));
            var sum = TSimd.Add(TSimd.Broadcast(1), e);
            var lost = TSimd.Divide(TSimd.Add(e, TSimd.MultiplyAdd(sum, TSimd.Broadcast(-1), TSimd.Broadcast(1))), sum);
            return TSimd.Add(TSimd.Max(TSimd.Broadcast(0), x), TSimd.Add(TSimd.Log(sum), lost));
        }
    }

    internal readonly struct Softsign : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Divide(x, TSimd.Add(TSimd.Broadcast(1), TSimd.Abs(x)));
    }
}
