using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Gradients times the derivatives of functions made of exponentials, logarithms and sines; see <see cref="Slopes{TVector, TSimd}"/>.</summary>
internal static class SmoothSlopes<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>From the result: y (1 - y).</summary>
    internal readonly struct Sigmoid : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, TSimd.Multiply(y, TSimd.Subtract(TSimd.Broadcast(1), y)));
    }

    /// <summary>From the result: 1 - y^2, as a product of two factors that lose nothing near 1.</summary>
    internal readonly struct Tanh : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            TSimd.Multiply(x, TSimd.Multiply(TSimd.Subtract(TSimd.Broadcast(1), y), TSimd.Add(TSimd.Broadcast(1), y)));
    }

    /// <summary>x sigmoid(A x): s + A x s (1 - s).</summary>
    internal readonly struct Swish : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var scaled = TSimd.Multiply(a, y);
            var s = TSimd.Sigmoid(scaled);
            return TSimd.Multiply(x, TSimd.MultiplyAdd(scaled, TSimd.Multiply(s, TSimd.Subtract(TSimd.Broadcast(1), s)), s));
        }
    }

    /// <summary>B, or A B exp(x) where x is negative.</summary>
    internal readonly struct Selu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var scaled = TSimd.Multiply(x, b);
            var negative = TSimd.Multiply(TSimd.Multiply(scaled, a), TSimd.Exp(TSimd.Min(TSimd.Broadcast(0), y)));
            return TSimd.SelectLess(y, TSimd.Broadcast(0), negative, scaled);
        }
    }

    /// <summary>1, or exp(x / A) where x is negative.</summary>
    internal readonly struct Celu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            TSimd.SelectLess(y, TSimd.Broadcast(0), TSimd.Multiply(x, TSimd.Exp(TSimd.Min(TSimd.Broadcast(0), TSimd.Divide(y, a)))), x);
    }

    /// <summary>The distribution function of the normal distribution plus x times its density.</summary>
    internal readonly struct Gelu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var half = TSimd.Broadcast(0.5f);
            var distribution = TSimd.MultiplyAdd(Transcendentals<TVector, TSimd>.ErrorFunction(TSimd.Multiply(y, TSimd.Broadcast(0.70710678f))), half, half);
            var density = TSimd.Multiply(TSimd.Exp(TSimd.Multiply(TSimd.Multiply(y, y), TSimd.Broadcast(-0.5f))), TSimd.Broadcast(0.39894228f));
            return TSimd.Multiply(x, TSimd.MultiplyAdd(y, density, distribution));
        }
    }

    internal readonly struct TanhGelu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            // Beyond 20 the derivative is 0 or 1, and the cube would run out of range.
            y = TSimd.Max(TSimd.Broadcast(-20), TSimd.Min(TSimd.Broadcast(20), y));
            var (one, half, square) = (TSimd.Broadcast(1), TSimd.Broadcast(0.5f), TSimd.Multiply(y, y));
            var cubic = TSimd.Multiply(TSimd.MultiplyAdd(square, TSimd.Broadcast(0.044715f), one), y);
            var t = Transcendentals<TVector, TSimd>.HyperbolicTangent(TSimd.Multiply(cubic, TSimd.Broadcast(0.79788456f)));
            var slope = TSimd.Multiply(TSimd.MultiplyAdd(square, TSimd.Broadcast(3 * 0.044715f), one), TSimd.Broadcast(0.79788456f / 2));
            var bend = TSimd.Multiply(TSimd.Multiply(TSimd.Subtract(one, t), TSimd.Add(one, t)), slope);
            return TSimd.Multiply(x, TSimd.MultiplyAdd(y, bend, TSimd.MultiplyAdd(t, half, half)));
        }
    }

    /// <summary>t + x sigmoid(x) (1 - t^2) with t = tanh(log(1 + exp(x))).</summary>
    internal readonly struct Mish : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            // t = n / (n + 2) with n = e (e + 2), as in the function itself; 1 - t^2 = 4 (n + 1) / (n + 2)^2. Beyond 20 the derivative is 1.
            y = TSimd.Min(TSimd.Broadcast(20), y);
            var (one, two, e) = (TSimd.Broadcast(1), TSimd.Broadcast(2), TSimd.Exp(y));
            var n = TSimd.Multiply(e, TSimd.Add(e, two));
            var inverse = TSimd.Divide(two, TSimd.Add(n, two));
            var bend = TSimd.Multiply(TSimd.Multiply(inverse, inverse), TSimd.Add(n, one));
            return TSimd.Multiply(x, TSimd.MultiplyAdd(TSimd.Multiply(y, TSimd.Sigmoid(y)), bend, TSimd.Subtract(one, inverse)));
        }
    }

    internal readonly struct Softplus : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, TSimd.Sigmoid(y));
    }

    internal readonly struct Erf : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            TSimd.Multiply(TSimd.Multiply(x, TSimd.Broadcast(1.12837917f)), TSimd.Exp(TSimd.Multiply(y, TSimd.Multiply(y, TSimd.Broadcast(-1)))));
    }

    internal readonly struct Sin : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, TSimd.Cos(y));
    }

    internal readonly struct Cos : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(TSimd.Multiply(x, TSimd.Broadcast(-1)), TSimd.Sin(y));
    }
}
