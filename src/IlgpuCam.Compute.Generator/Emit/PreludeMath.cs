using System.Text.RegularExpressions;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>
/// Our own elementary functions: the algorithms of <c>XMath</c>, operation for operation, so that every device gives the same bits (where its division and square root are correctly rounded).
/// Polynomials: S. Moshier, Cephes mathematical library, single precision. Ranges: Cody and Waite; sines of large arguments: Payne and Hanek.
/// Measured against double precision: at most 1.0 ulp for exp, 0.8 log, 1.1 log2, 1.3 tanh, 2.4 erf, 2.7 sin and cos, 1.5 rsqrt, 5.3 pow.
/// </summary>
internal static class PreludeMath
{
    private const string Text = """
        ic_fn f32 ic_scale(f32 x, i32 n)
        {
            i32 lower = n >> 1;
            return x * ic_as_f32((u32)(lower + 127) << 23) * ic_as_f32((u32)(n - lower + 127) << 23);
        }

        ic_fn f32 ic_exp_core(f32 r)
        {
            f32 p = ic_fma_f32(1.9875691500e-4f, r, 1.3981999507e-3f);
            p = ic_fma_f32(p, r, 8.3334519073e-3f);
            p = ic_fma_f32(p, r, 4.1665795894e-2f);
            p = ic_fma_f32(p, r, 1.6666665459e-1f);
            p = ic_fma_f32(p, r, 5.0000001201e-1f);
            return ic_fma_f32(p, r * r, r) + 1.0f;
        }

        ic_fn f32 ic_exp_f32(f32 x)
        {
            if (x != x) { return x; }
            if (x > 88.8f) { return ic_as_f32(0x7f800000u); }
            if (x < -104.0f) { return 0.0f; }
            f32 n = ic_round_f32(x * 1.44269504f);
            f32 r = ic_fma_f32(n, -0.693145752f, x);
            r = ic_fma_f32(n, -1.42860677e-6f, r);
            return ic_scale(ic_exp_core(r), (i32)n);
        }

        ic_fn f32 ic_log_tail(f32 f)
        {
            f32 p = ic_fma_f32(7.0376836292e-2f, f, -1.1514610310e-1f);
            p = ic_fma_f32(p, f, 1.1676998740e-1f);
            p = ic_fma_f32(p, f, -1.2420140846e-1f);
            p = ic_fma_f32(p, f, 1.4249322787e-1f);
            p = ic_fma_f32(p, f, -1.6668057665e-1f);
            p = ic_fma_f32(p, f, 2.0000714765e-1f);
            p = ic_fma_f32(p, f, -2.4999993993e-1f);
            p = ic_fma_f32(p, f, 3.3333331174e-1f);
            f32 z = f * f;
            return ic_fma_f32(p * f, z, -0.5f * z);
        }

        ic_fn i32 ic_log_exponent(f32 x)
        {
            u32 bits = ic_as_u32(x < 1.17549435e-38f ? x * 8388608.0f : x);
            return (i32)((bits - 0x3f3504f3u) >> 23) - (bits < 0x3f3504f3u ? 512 : 0) - (x < 1.17549435e-38f ? 23 : 0);
        }

        ic_fn f32 ic_log_mantissa(f32 x)
        {
            u32 bits = ic_as_u32(x < 1.17549435e-38f ? x * 8388608.0f : x);
            return ic_as_f32(((bits - 0x3f3504f3u) & 0x7fffffu) + 0x3f3504f3u);
        }

        ic_fn f32 ic_log_f32(f32 x)
        {
            if (x != x || x < 0.0f) { return ic_as_f32(0x7fc00000u); }
            if (x == 0.0f) { return ic_as_f32(0xff800000u); }
            if (x == ic_as_f32(0x7f800000u)) { return x; }
            f32 e = (f32)ic_log_exponent(x);
            f32 f = ic_log_mantissa(x) - 1.0f;
            f32 y = ic_fma_f32(e, -2.12194440e-4f, ic_log_tail(f));
            return ic_fma_f32(e, 0.693359375f, f + y);
        }

        ic_fn f32 ic_log2_f32(f32 x)
        {
            if (x != x || x < 0.0f) { return ic_as_f32(0x7fc00000u); }
            if (x == 0.0f) { return ic_as_f32(0xff800000u); }
            if (x == ic_as_f32(0x7f800000u)) { return x; }
            f32 f = ic_log_mantissa(x) - 1.0f;
            f32 y = ic_log_tail(f);
            f32 z = ic_fma_f32(f, 0.442695041f, y * 0.442695041f);
            return ((z + y) + f) + (f32)ic_log_exponent(x);
        }

        ic_fn f32 ic_pow_positive(f32 x, f32 y)
        {
            f32 m = ic_log_mantissa(x);
            f32 e = (f32)ic_log_exponent(x);
            f32 f = m - 1.0f;
            f32 d = m + 1.0f;
            f32 q = f / d;
            f32 rest = (ic_fma_f32(-q, d, f) - q * (m - (d - 1.0f))) / d;
            f32 z = q * q;
            f32 p = ic_fma_f32(0.261089f, z, 0.320598898f);
            p = ic_fma_f32(p, z, 0.412198583f);
            p = ic_fma_f32(p, z, 0.577078016f);
            p = ic_fma_f32(p, z, 0.961796694f);
            f32 head = 2.88539004f * q;
            f32 tail = ic_fma_f32(2.88539004f, q, -head) + ic_fma_f32(2.88539004f, rest, 3.85181778e-8f * q);
            tail = tail + (p * z) * q;
            f32 high = e + head;
            f32 low = (head - (high - e)) + tail;
            f32 h = high + low;
            f32 l = low - (h - high);
            f32 product = y * h;
            if (product != product) { return 1.0f; }
            if (product >= 129.0f) { return ic_as_f32(0x7f800000u); }
            if (product <= -151.0f) { return 0.0f; }
            f32 more = ic_fma_f32(y, h, -product) + y * l;
            f32 n = ic_round_f32(product);
            return ic_scale(ic_exp_core(((product - n) + more) * 0.693147182f), (i32)n);
        }

        ic_fn f32 ic_pow_f32(f32 x, f32 y)
        {
            f32 a = ic_abs_f32(x);
            f32 b = ic_abs_f32(y);
            f32 infinity = ic_as_f32(0x7f800000u);
            if (y == 0.0f || x == 1.0f) { return 1.0f; }
            if (x != x || y != y) { return ic_as_f32(0x7fc00000u); }
            bool whole = b >= 16777216.0f || ic_floor_f32(b) == b;
            bool odd = whole && b < 16777216.0f && ((i32)b & 1) != 0;
            f32 sign = odd && (ic_as_u32(x) & 0x80000000u) != 0u ? -1.0f : 1.0f;
            if (b == infinity) { return a == 1.0f ? 1.0f : (a > 1.0f) == (y > 0.0f) ? infinity : 0.0f; }
            if (a == 0.0f || a == infinity) { return sign * ((a == 0.0f) == (y > 0.0f) ? 0.0f : infinity); }
            if (x < 0.0f && !whole) { return ic_as_f32(0x7fc00000u); }
            return sign * ic_pow_positive(a, y);
        }

        ic_fn f32 ic_tanh_f32(f32 x)
        {
            f32 a = ic_abs_f32(x);
            if (!(a >= 0.625f))
            {
                f32 z = x * x;
                f32 p = ic_fma_f32(-5.70498872745e-3f, z, 2.06390887954e-2f);
                p = ic_fma_f32(p, z, -5.37397155531e-2f);
                p = ic_fma_f32(p, z, 1.33314422036e-1f);
                p = ic_fma_f32(p, z, -3.33332819422e-1f);
                return ic_fma_f32(p * z, x, x);
            }

            f32 y = a > 9.1f ? 1.0f : 1.0f - 2.0f / (ic_exp_f32(2.0f * a) + 1.0f);
            return x < 0.0f ? -y : y;
        }

        ic_fn f32 ic_erf_f32(f32 x)
        {
            f32 a = ic_abs_f32(x);
            if (!(a >= 1.0f))
            {
                f32 z = x * x;
                f32 p = ic_fma_f32(7.853861353153693e-5f, z, -8.010193625184903e-4f);
                p = ic_fma_f32(p, z, 5.188327685732524e-3f);
                p = ic_fma_f32(p, z, -2.685381193529856e-2f);
                p = ic_fma_f32(p, z, 1.128358514861418e-1f);
                p = ic_fma_f32(p, z, -3.761262582423300e-1f);
                p = ic_fma_f32(p, z, 1.128379165726710f);
                return p * x;
            }

            f32 y = 1.0f;
            if (a < 4.0f)
            {
                f32 s = 1.0f / (a * a);
                f32 p;
                if (a < 2.0f)
                {
                    p = ic_fma_f32(2.326819970068386e-2f, s, -1.387039388740657e-1f);
                    p = ic_fma_f32(p, s, 3.687424674597105e-1f);
                    p = ic_fma_f32(p, s, -5.824733027278666e-1f);
                    p = ic_fma_f32(p, s, 6.210004621745983e-1f);
                    p = ic_fma_f32(p, s, -4.944515323274145e-1f);
                    p = ic_fma_f32(p, s, 3.404879937665872e-1f);
                    p = ic_fma_f32(p, s, -2.741127028184656e-1f);
                    p = ic_fma_f32(p, s, 5.638259427386472e-1f);
                }
                else
                {
                    p = ic_fma_f32(-1.047766399936249e1f, s, 1.297719955372516e1f);
                    p = ic_fma_f32(p, s, -7.495518717768503f);
                    p = ic_fma_f32(p, s, 2.921019019210786f);
                    p = ic_fma_f32(p, s, -1.015265279202700f);
                    p = ic_fma_f32(p, s, 4.218463358204948e-1f);
                    p = ic_fma_f32(p, s, -2.820767439740514e-1f);
                    p = ic_fma_f32(p, s, 5.641895067754075e-1f);
                }

                y = 1.0f - ic_exp_f32(-a * a) / a * p;
            }

            return x < 0.0f ? -y : y;
        }

        ic_fn u32 ic_two_over_pi(i32 word)
        {
            return word == 0 ? 0u : word == 1 ? 0xa2f9836eu : word == 2 ? 0x4e441529u : word == 3 ? 0xfc2757d1u
                : word == 4 ? 0xf534ddc0u : word == 5 ? 0xdb629599u : word == 6 ? 0x3c439041u : 0xfe5163abu;
        }

        ic_fn u64 ic_turns(f32 x)
        {
            u32 bits = ic_as_u32(x);
            u32 m = (bits & 0x7fffffu) | 0x800000u;
            i32 start = (i32)((bits >> 23) & 0xffu) - 120;
            i32 word = start >> 5;
            i32 shift = start & 31;
            u64 first = ((u64)ic_two_over_pi(word) << 32) | ic_two_over_pi(word + 1);
            u64 second = ((u64)ic_two_over_pi(word + 1) << 32) | ic_two_over_pi(word + 2);
            u64 third = ((u64)ic_two_over_pi(word + 2) << 32) | ic_two_over_pi(word + 3);
            u64 low = m * (u64)(u32)(third >> (32 - shift));
            u64 middle = m * (u64)(u32)(second >> (32 - shift)) + (low >> 32);
            u32 high = m * (u32)(first >> (32 - shift)) + (u32)(middle >> 32);
            return ((u64)high << 32) | (middle & 0xffffffffu);
        }

        ic_fn f32 ic_sincos(f32 x, i32 quarter)
        {
            f32 a = ic_abs_f32(x);
            if (!(a < ic_as_f32(0x7f800000u))) { return ic_as_f32(0x7fc00000u); }
            i32 n;
            f32 r;
            if (a < 32768.0f)
            {
                f32 k = ic_round_f32(x * 0.636619747f);
                r = ic_fma_f32(k, -1.57079637f, x);
                r = ic_fma_f32(k, 4.37113883e-8f, r);
                r = ic_fma_f32(k, 1.71512451e-15f, r);
                n = (i32)k;
            }
            else
            {
                u64 turns = ic_turns(x);
                i64 part = (i64)(turns << 2);
                n = (i32)(turns >> 62) + (part < 0 ? 1 : 0);
                r = (f32)part * 5.42101086e-20f * 1.57079637f;
                if (x < 0.0f) { r = -r; n = -n; }
            }

            n = n + quarter;
            f32 z = r * r;
            f32 y;
            if ((n & 1) == 0)
            {
                f32 p = ic_fma_f32(-1.9515295891e-4f, z, 8.3321608736e-3f);
                p = ic_fma_f32(p, z, -1.6666654611e-1f);
                y = ic_fma_f32(p * z, r, r);
            }
            else
            {
                f32 p = ic_fma_f32(2.443315711809948e-5f, z, -1.388731625493765e-3f);
                p = ic_fma_f32(p, z, 4.166664568298827e-2f);
                y = ic_fma_f32(p, z * z, ic_fma_f32(-0.5f, z, 1.0f));
            }

            return (n & 2) == 0 ? y : -y;
        }

        ic_fn f32 ic_sin_f32(f32 x) { return ic_sincos(x, 0); }

        ic_fn f32 ic_cos_f32(f32 x) { return ic_sincos(x, 1); }

        ic_fn f32 ic_rsqrt_f32(f32 x) { return 1.0f / ic_sqrt_f32(x); }
        """;

    private static readonly Regex Name = new(@"\bic_[a-z0-9_]+(?=\()", RegexOptions.CultureInvariant);

    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Text.Replace("\r", string.Empty)
        .Split(["\n\n" + "ic_fn "], StringSplitOptions.None)
        .Select(f => f.StartsWith("ic_fn ", StringComparison.Ordinal) ? f : "ic_fn " + f)
        .ToDictionary(f => Name.Match(f).Value, f => f);
}
