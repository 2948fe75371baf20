namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Conversions as .NET 9 and later define them, with rounding to the nearest even where there is rounding; the same text in both dialects.</summary>
internal static class PreludeConversions
{
    private const string DoubleToHalf = """
        ic_fn f16 ic_f64_to_f16(f64 x)
        {
            u64 bits = ic_as_u64(x);
            const u32 sign = (u32)(bits >> 48) & 0x8000u;
            bits &= (u64)0x7fffffffffffffff;
            if (bits > (u64)0x7ff0000000000000) { return (f16)(sign | 0x7e00u); }
            if (bits >= (u64)0x40effe0000000000) { return (f16)(sign | 0x7c00u); }
            i32 shift = 42;
            if (bits < (u64)0x3f10000000000000)
            {
                shift = 1051 - (i32)(bits >> 52);
                if (shift > 53) { return (f16)sign; }
                bits = (bits & (u64)0x000fffffffffffff) | (u64)0x0010000000000000;
            }
            else
            {
                bits -= (u64)0x3f00000000000000;
            }

            const u64 rest = bits & (((u64)1 << shift) - 1);
            const u64 half_way = (u64)1 << (shift - 1);
            u32 result = (u32)(bits >> shift);
            if (rest > half_way || (rest == half_way && (result & 1u) != 0u)) { result++; }
            return (f16)(sign | result);
        }
        """;

    private const string HalfToSingle = """
        ic_fn f32 ic_bits_f16_to_f32(f16 h)
        {
            const u32 sign = ((u32)h & 0x8000u) << 16, exponent = ((u32)h >> 10) & 31u, fraction = (u32)h & 0x3ffu;
            if (exponent == 31u) { return ic_as_f32(sign | 0x7f800000u | (fraction << 13)); }
            if (exponent != 0u) { return ic_as_f32(sign | ((exponent + 112u) << 23) | (fraction << 13)); }
            return ic_as_f32(sign | ic_as_u32((f32)fraction * 5.9604644775390625e-8f));
        }
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = Build();

    private static Dictionary<string, string> Build()
    {
        var all = new Dictionary<string, string>
        {
            ["ic_f64_to_f16"] = DoubleToHalf,
            ["ic_bits_f16_to_f32"] = HalfToSingle,
        };
        foreach (var (type, suffix) in new[] { ("f32", "f"), ("f64", string.Empty) })
        {
            Signed(all, type, suffix, "i32", "2147483648.0", "2147483647", "(-2147483647 - 1)");
            Signed(all, type, suffix, "i64", "9223372036854775808.0", "(i64)0x7fffffffffffffff", "(i64)0x8000000000000000");
            Unsigned(all, type, suffix, "u32", "4294967296.0", "0xffffffffu");
            Unsigned(all, type, suffix, "u64", "18446744073709551616.0", "(u64)0xffffffffffffffff");
        }

        return all;
    }

    private static void Signed(Dictionary<string, string> all, string from, string suffix, string to, string limit, string most, string least) =>
        PreludeArithmetic.Add(
            all,
            $"{from}_to_{to}",
            $"ic_fn {to} NAME({from} x) {{ return x != x ? 0 : x >= {limit}{suffix} ? {most} : x <= -{limit}{suffix} ? {least} : ({to})x; }}");

    private static void Unsigned(Dictionary<string, string> all, string from, string suffix, string to, string limit, string most) =>
        PreludeArithmetic.Add(all, $"{from}_to_{to}", $"ic_fn {to} NAME({from} x) {{ return !(x > 0) ? 0 : x >= {limit}{suffix} ? {most} : ({to})x; }}");
}
