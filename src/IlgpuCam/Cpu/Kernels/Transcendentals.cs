using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Functions by polynomials; exp, log, sine and cosine are the framework's. A test holds the errors: at most 4 units in the last place.</summary>
internal static class Transcendentals<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>The hyperbolic tangent: near 0 an odd polynomial (Moshier, Cephes, tanhf), elsewhere 1 - 2 / (exp(2x) + 1).</summary>
    internal static TVector HyperbolicTangent(TVector x)
    {
        var z = TSimd.Multiply(x, x);
        var p = TSimd.Broadcast(-5.70498872745e-3f);
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(2.06390887954e-2f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(-5.37397155531e-2f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(1.33314422036e-1f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(-3.33332819422e-1f));
        var near = TSimd.MultiplyAdd(TSimd.Multiply(p, z), x, x);
        var one = TSimd.Broadcast(1);
        var magnitude = TSimd.Abs(x);
        var far = TSimd.MultiplyAdd(TSimd.Broadcast(-2), TSimd.Divide(one, TSimd.Add(TSimd.Exp(TSimd.Add(magnitude, magnitude)), one)), one);
        return TSimd.SelectLess(magnitude, TSimd.Broadcast(0.625f), near, WithSign(far, x));
    }

    /// <summary>The error function: up to 1 an odd polynomial (Moshier, Cephes, erff), beyond it 1 - P(t) exp(-x^2) with t = 1 / (1 + 0.3275911 |x|) (Abramowitz and Stegun, 7.1.26).</summary>
    internal static TVector ErrorFunction(TVector x)
    {
        var one = TSimd.Broadcast(1);
        var z = TSimd.Multiply(x, x);
        var p = TSimd.Broadcast(7.853861353153693e-5f);
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(-8.010193625184903e-4f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(5.188327685732524e-3f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(-2.685381193529856e-2f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(1.128358514861418e-1f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(-3.761262582423300e-1f));
        p = TSimd.MultiplyAdd(p, z, TSimd.Broadcast(1.128379165726710f));
        var near = TSimd.Multiply(p, x);
        var magnitude = TSimd.Abs(x);
        var t = TSimd.Divide(one, TSimd.MultiplyAdd(magnitude, TSimd.Broadcast(0.3275911f), one));
        var q = TSimd.Broadcast(1.061405429f);
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(-1.453152027f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(1.421413741f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(-0.284496736f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(0.254829592f));
        var tail = TSimd.Multiply(TSimd.Multiply(q, t), TSimd.Exp(TSimd.Multiply(z, TSimd.Broadcast(-1))));
        var far = TSimd.MultiplyAdd(tail, TSimd.Broadcast(-1), one);
        return TSimd.SelectLess(magnitude, one, near, WithSign(far, x));
    }

    /// <summary>exp(x) - 1 for an x of at most 0, without the loss of a difference near 0: 2 t / (1 - t) with t = tanh(x / 2).</summary>
    internal static TVector ExpMinusOne(TVector x)
    {
        var t = HyperbolicTangent(TSimd.Multiply(x, TSimd.Broadcast(0.5f)));
        return TSimd.Divide(TSimd.Add(t, t), TSimd.MultiplyAdd(t, TSimd.Broadcast(-1), TSimd.Broadcast(1)));
    }

    /// <summary>A value of at least 0 or none, with the sign of another; what is no number stays none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WithSign(TVector magnitude, TVector sign) =>
        TSimd.SelectLess(sign, TSimd.Broadcast(0), TSimd.Multiply(magnitude, TSimd.Broadcast(-1)), magnitude);

    internal readonly struct Exp : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Exp(x);
    }

    internal readonly struct Log : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Log(x);
    }

    internal readonly struct Sin : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Sin(x);
    }

    internal readonly struct Cos : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Cos(x);
    }

    internal readonly struct Tanh : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => HyperbolicTangent(x);
    }

    internal readonly struct Erf : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => ErrorFunction(x);
    }
}
