namespace IlgpuCam.Compute;

/// <summary>
/// Elementary functions on floats: the same operations in the same order on every device, so that all give the same bits (where division and square root are correctly rounded).
/// Polynomials: S. Moshier, Cephes mathematical library, single precision. Ranges: Cody and Waite; sines of large arguments: Payne and Hanek.
/// </summary>
public static partial class XMath
{
    private static float Scale(float x, int n)
    {
        var lower = n >> 1;
        return x * BitConverter.UInt32BitsToSingle((uint)(lower + 127) << 23) * BitConverter.UInt32BitsToSingle((uint)(n - lower + 127) << 23);
    }

    private static float ExpCore(float r)
    {
        var p = MathF.FusedMultiplyAdd(1.9875691500e-4f, r, 1.3981999507e-3f);
        p = MathF.FusedMultiplyAdd(p, r, 8.3334519073e-3f);
        p = MathF.FusedMultiplyAdd(p, r, 4.1665795894e-2f);
        p = MathF.FusedMultiplyAdd(p, r, 1.6666665459e-1f);
        p = MathF.FusedMultiplyAdd(p, r, 5.0000001201e-1f);
        return MathF.FusedMultiplyAdd(p, r * r, r) + 1.0f;
    }

    /// <summary>e to the power x; at most 1.0 ulp from the exact value.</summary>
    public static float Exp(float x)
    {
        if (float.IsNaN(x)) { return x; }
        if (x > 88.8f) { return BitConverter.UInt32BitsToSingle(0x7f800000u); }
        if (x < -104.0f) { return 0.0f; }
        var n = MathF.Round(x * 1.44269504f);
        var r = MathF.FusedMultiplyAdd(n, -0.693145752f, x);
        r = MathF.FusedMultiplyAdd(n, -1.42860677e-6f, r);
        return Scale(ExpCore(r), (int)n);
    }

    private static float LogTail(float f)
    {
        var p = MathF.FusedMultiplyAdd(7.0376836292e-2f, f, -1.1514610310e-1f);
        p = MathF.FusedMultiplyAdd(p, f, 1.1676998740e-1f);
        p = MathF.FusedMultiplyAdd(p, f, -1.2420140846e-1f);
        p = MathF.FusedMultiplyAdd(p, f, 1.4249322787e-1f);
        p = MathF.FusedMultiplyAdd(p, f, -1.6668057665e-1f);
        p = MathF.FusedMultiplyAdd(p, f, 2.0000714765e-1f);
        p = MathF.FusedMultiplyAdd(p, f, -2.4999993993e-1f);
        p = MathF.FusedMultiplyAdd(p, f, 3.3333331174e-1f);
        var z = f * f;
        return MathF.FusedMultiplyAdd(p * f, z, -0.5f * z);
    }

    private static int LogExponent(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x < 1.17549435e-38f ? x * 8388608.0f : x);
        return (int)((bits - 0x3f3504f3u) >> 23) - (bits < 0x3f3504f3u ? 512 : 0) - (x < 1.17549435e-38f ? 23 : 0);
    }

    private static float LogMantissa(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x < 1.17549435e-38f ? x * 8388608.0f : x);
        return BitConverter.UInt32BitsToSingle(((bits - 0x3f3504f3u) & 0x7fffffu) + 0x3f3504f3u);
    }

    /// <summary>Natural logarithm; at most 0.8 ulp.</summary>
    public static float Log(float x)
    {
        if (float.IsNaN(x) || x < 0.0f) { return BitConverter.UInt32BitsToSingle(0x7fc00000u); }
        if (x == 0.0f) { return BitConverter.UInt32BitsToSingle(0xff800000u); }
        if (x == BitConverter.UInt32BitsToSingle(0x7f800000u)) { return x; }
        var e = (float)LogExponent(x);
        var f = LogMantissa(x) - 1.0f;
        var y = MathF.FusedMultiplyAdd(e, -2.12194440e-4f, LogTail(f));
        return MathF.FusedMultiplyAdd(e, 0.693359375f, f + y);
    }

    /// <summary>Logarithm to base 2; at most 1.1 ulp.</summary>
    public static float Log2(float x)
    {
        if (float.IsNaN(x) || x < 0.0f) { return BitConverter.UInt32BitsToSingle(0x7fc00000u); }
        if (x == 0.0f) { return BitConverter.UInt32BitsToSingle(0xff800000u); }
        if (x == BitConverter.UInt32BitsToSingle(0x7f800000u)) { return x; }
        var f = LogMantissa(x) - 1.0f;
        var y = LogTail(f);
        var z = MathF.FusedMultiplyAdd(f, 0.442695041f, y * 0.442695041f);
        return ((z + y) + f) + (float)LogExponent(x);
    }

    private static float PowPositive(float x, float y)
    {
        var m = LogMantissa(x);
        var e = (float)LogExponent(x);
        var f = m - 1.0f;
        var d = m + 1.0f;
        var q = f / d;
        var rest = (MathF.FusedMultiplyAdd(-q, d, f) - q * (m - (d - 1.0f))) / d;
        var z = q * q;
        var p = MathF.FusedMultiplyAdd(0.261089f, z, 0.320598898f);
        p = MathF.FusedMultiplyAdd(p, z, 0.412198583f);
        p = MathF.FusedMultiplyAdd(p, z, 0.577078016f);
        p = MathF.FusedMultiplyAdd(p, z, 0.961796694f);
        var head = 2.88539004f * q;
        var tail = MathF.FusedMultiplyAdd(2.88539004f, q, -head) + MathF.FusedMultiplyAdd(2.88539004f, rest, 3.85181778e-8f * q);
        tail = tail + (p * z) * q;
        var high = e + head;
        var low = (head - (high - e)) + tail;
        var h = high + low;
        var l = low - (h - high);
        var product = y * h;
        if (float.IsNaN(product)) { return 1.0f; }
        if (product >= 129.0f) { return BitConverter.UInt32BitsToSingle(0x7f800000u); }
        if (product <= -151.0f) { return 0.0f; }
        var more = MathF.FusedMultiplyAdd(y, h, -product) + y * l;
        var n = MathF.Round(product);
        return Scale(ExpCore(((product - n) + more) * 0.693147182f), (int)n);
    }

    /// <summary>x to the power y, with the special cases of IEEE 754; at most 5.3 ulp.</summary>
    public static float Pow(float x, float y)
    {
        var a = MathF.Abs(x);
        var b = MathF.Abs(y);
        var infinity = BitConverter.UInt32BitsToSingle(0x7f800000u);
        if (y == 0.0f || x == 1.0f) { return 1.0f; }
        if (float.IsNaN(x) || float.IsNaN(y)) { return BitConverter.UInt32BitsToSingle(0x7fc00000u); }
        var whole = b >= 16777216.0f || MathF.Floor(b) == b;
        var odd = whole && b < 16777216.0f && ((int)b & 1) != 0;
        var sign = odd && (BitConverter.SingleToUInt32Bits(x) & 0x80000000u) != 0u ? -1.0f : 1.0f;
        if (b == infinity) { return a == 1.0f ? 1.0f : (a > 1.0f) == (y > 0.0f) ? infinity : 0.0f; }
        if (a == 0.0f || a == infinity) { return sign * ((a == 0.0f) == (y > 0.0f) ? 0.0f : infinity); }
        if (x < 0.0f && !whole) { return BitConverter.UInt32BitsToSingle(0x7fc00000u); }
        return sign * PowPositive(a, y);
    }

    /// <summary>Hyperbolic tangent; at most 1.3 ulp.</summary>
    public static float Tanh(float x)
    {
        var a = MathF.Abs(x);
        if (!(a >= 0.625f))
        {
            var z = x * x;
            var p = MathF.FusedMultiplyAdd(-5.70498872745e-3f, z, 2.06390887954e-2f);
            p = MathF.FusedMultiplyAdd(p, z, -5.37397155531e-2f);
            p = MathF.FusedMultiplyAdd(p, z, 1.33314422036e-1f);
            p = MathF.FusedMultiplyAdd(p, z, -3.33332819422e-1f);
            return MathF.FusedMultiplyAdd(p * z, x, x);
        }

        var y = a > 9.1f ? 1.0f : 1.0f - 2.0f / (Exp(2.0f * a) + 1.0f);
        return x < 0.0f ? -y : y;
    }

    /// <summary>Error function; at most 2.4 ulp.</summary>
    public static float Erf(float x)
    {
        var a = MathF.Abs(x);
        if (!(a >= 1.0f))
        {
            var z = x * x;
            var p = MathF.FusedMultiplyAdd(7.853861353153693e-5f, z, -8.010193625184903e-4f);
            p = MathF.FusedMultiplyAdd(p, z, 5.188327685732524e-3f);
            p = MathF.FusedMultiplyAdd(p, z, -2.685381193529856e-2f);
            p = MathF.FusedMultiplyAdd(p, z, 1.128358514861418e-1f);
            p = MathF.FusedMultiplyAdd(p, z, -3.761262582423300e-1f);
            p = MathF.FusedMultiplyAdd(p, z, 1.128379165726710f);
            return p * x;
        }

        var y = 1.0f;
        if (a < 4.0f)
        {
            var s = 1.0f / (a * a);
            float p;
            if (a < 2.0f)
            {
                p = MathF.FusedMultiplyAdd(2.326819970068386e-2f, s, -1.387039388740657e-1f);
                p = MathF.FusedMultiplyAdd(p, s, 3.687424674597105e-1f);
                p = MathF.FusedMultiplyAdd(p, s, -5.824733027278666e-1f);
                p = MathF.FusedMultiplyAdd(p, s, 6.210004621745983e-1f);
                p = MathF.FusedMultiplyAdd(p, s, -4.944515323274145e-1f);
                p = MathF.FusedMultiplyAdd(p, s, 3.404879937665872e-1f);
                p = MathF.FusedMultiplyAdd(p, s, -2.741127028184656e-1f);
                p = MathF.FusedMultiplyAdd(p, s, 5.638259427386472e-1f);
            }
            else
            {
                p = MathF.FusedMultiplyAdd(-1.047766399936249e1f, s, 1.297719955372516e1f);
                p = MathF.FusedMultiplyAdd(p, s, -7.495518717768503f);
                p = MathF.FusedMultiplyAdd(p, s, 2.921019019210786f);
                p = MathF.FusedMultiplyAdd(p, s, -1.015265279202700f);
                p = MathF.FusedMultiplyAdd(p, s, 4.218463358204948e-1f);
                p = MathF.FusedMultiplyAdd(p, s, -2.820767439740514e-1f);
                p = MathF.FusedMultiplyAdd(p, s, 5.641895067754075e-1f);
            }

            y = 1.0f - Exp(-a * a) / a * p;
        }

        return x < 0.0f ? -y : y;
    }

    private static uint TwoOverPi(int word)
    {
        return word == 0 ? 0u : word == 1 ? 0xa2f9836eu : word == 2 ? 0x4e441529u : word == 3 ? 0xfc2757d1u
            : word == 4 ? 0xf534ddc0u : word == 5 ? 0xdb629599u : word == 6 ? 0x3c439041u : 0xfe5163abu;
    }

    private static ulong Turns(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x);
        var m = (bits & 0x7fffffu) | 0x800000u;
        var start = (int)((bits >> 23) & 0xffu) - 120;
        var word = start >> 5;
        var shift = start & 31;
        var first = ((ulong)TwoOverPi(word) << 32) | TwoOverPi(word + 1);
        var second = ((ulong)TwoOverPi(word + 1) << 32) | TwoOverPi(word + 2);
        var third = ((ulong)TwoOverPi(word + 2) << 32) | TwoOverPi(word + 3);
        var low = m * (ulong)(uint)(third >> (32 - shift));
        var middle = m * (ulong)(uint)(second >> (32 - shift)) + (low >> 32);
        var high = m * (uint)(first >> (32 - shift)) + (uint)(middle >> 32);
        return ((ulong)high << 32) | (middle & 0xffffffffu);
    }

    private static float Sincos(float x, int quarter)
    {
        var a = MathF.Abs(x);
        if (!(a < BitConverter.UInt32BitsToSingle(0x7f800000u))) { return BitConverter.UInt32BitsToSingle(0x7fc00000u); }
        int n;
        float r;
        if (a < 32768.0f)
        {
            var k = MathF.Round(x * 0.636619747f);
            r = MathF.FusedMultiplyAdd(k, -1.57079637f, x);
            r = MathF.FusedMultiplyAdd(k, 4.37113883e-8f, r);
            r = MathF.FusedMultiplyAdd(k, 1.71512451e-15f, r);
            n = (int)k;
        }
        else
        {
            var turns = Turns(x);
            var part = (long)(turns << 2);
            n = (int)(turns >> 62) + (part < 0 ? 1 : 0);
            r = (float)part * 5.42101086e-20f * 1.57079637f;
            if (x < 0.0f) { r = -r; n = -n; }
        }

        n = n + quarter;
        var z = r * r;
        float y;
        if ((n & 1) == 0)
        {
            var p = MathF.FusedMultiplyAdd(-1.9515295891e-4f, z, 8.3321608736e-3f);
            p = MathF.FusedMultiplyAdd(p, z, -1.6666654611e-1f);
            y = MathF.FusedMultiplyAdd(p * z, r, r);
        }
        else
        {
            var p = MathF.FusedMultiplyAdd(2.443315711809948e-5f, z, -1.388731625493765e-3f);
            p = MathF.FusedMultiplyAdd(p, z, 4.166664568298827e-2f);
            y = MathF.FusedMultiplyAdd(p, z * z, MathF.FusedMultiplyAdd(-0.5f, z, 1.0f));
        }

        return (n & 2) == 0 ? y : -y;
    }

    /// <summary>Sine of an angle in radians, of any size; at most 2.7 ulp.</summary>
    public static float Sin(float x) { return Sincos(x, 0); }

    /// <summary>Cosine of an angle in radians, of any size; at most 2.7 ulp.</summary>
    public static float Cos(float x) { return Sincos(x, 1); }

    /// <summary>Reciprocal of the square root; at most 1.5 ulp.</summary>
    public static float Rsqrt(float x) { return 1.0f / MathF.Sqrt(x); }
}
