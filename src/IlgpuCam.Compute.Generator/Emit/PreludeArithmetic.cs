namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Arithmetic that C leaves undefined or defines otherwise than C#; the same text in both dialects.</summary>
internal static class PreludeArithmetic
{
    // 23 bits of fraction: the remainder is taken bit by bit, so that it is exact whatever the device's own fmod does.
    private const string Remainder = """
        ic_fn FLOAT ic_fmod_FLOAT(FLOAT x, FLOAT y)
        {
            const BITS hidden = (BITS)1 << FRACTION;
            const BITS infinity = (BITS)EXPONENTS << FRACTION;
            const BITS sign = ic_as_BITS(x) & ((BITS)1 << (8 * sizeof(BITS) - 1));
            BITS a = ic_as_BITS(x) ^ sign;
            BITS b = ic_as_BITS(y) & ~((BITS)1 << (8 * sizeof(BITS) - 1));
            if (b == 0 || a >= infinity || b > infinity) { return ic_as_FLOAT((BITS)(infinity | (hidden >> 1))); }
            if (a < b) { return x; }
            i32 i = (i32)(a >> FRACTION), j = (i32)(b >> FRACTION);
            a &= hidden - 1;
            b &= hidden - 1;
            if (i == 0) { i = 1; } else { a |= hidden; }
            if (j == 0) { j = 1; } else { b |= hidden; }
            while (a < hidden) { a <<= 1; i--; }
            while (b < hidden) { b <<= 1; j--; }
            while (i > j) { if (a >= b) { a -= b; } a <<= 1; i--; }
            if (a >= b) { a -= b; }
            if (a == 0) { return ic_as_FLOAT(sign); }
            while (a < hidden) { a <<= 1; j--; }
            a = j > 0 ? (a & (hidden - 1)) | ((BITS)j << FRACTION) : a >> (1 - j);
            return ic_as_FLOAT((BITS)(a | sign));
        }
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = Build();

    private static Dictionary<string, string> Build()
    {
        var all = new Dictionary<string, string>();
        foreach (var type in new[] { "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64" })
        {
            Add(all, "min_" + type, $"ic_fn {type} NAME({type} a, {type} b) {{ return a < b ? a : b; }}");
            Add(all, "max_" + type, $"ic_fn {type} NAME({type} a, {type} b) {{ return a > b ? a : b; }}");
        }

        foreach (var (type, unsigned) in new[] { ("i32", "u32"), ("i64", "u64") })
        {
            // Division by zero throws in C#; here it gives something, and stops nothing.
            Add(all, "div_" + type, $"ic_fn {type} NAME({type} a, {type} b) {{ return b == -1 ? ({type})(({unsigned})0 - ({unsigned})a) : a / (b == 0 ? 1 : b); }}");
            Add(all, "rem_" + type, $"ic_fn {type} NAME({type} a, {type} b) {{ return b == -1 ? 0 : a % (b == 0 ? 1 : b); }}");
            Add(all, "div_" + unsigned, $"ic_fn {unsigned} NAME({unsigned} a, {unsigned} b) {{ return a / (b == 0 ? 1 : b); }}");
            Add(all, "rem_" + unsigned, $"ic_fn {unsigned} NAME({unsigned} a, {unsigned} b) {{ return a % (b == 0 ? 1 : b); }}");
            Add(all, "abs_" + type, $"ic_fn {type} NAME({type} a) {{ return a < 0 ? ({type})(({unsigned})0 - ({unsigned})a) : a; }}");
        }

        foreach (var type in new[] { "i8", "i16" })
        {
            Add(all, "abs_" + type, $"ic_fn {type} NAME({type} a) {{ return ({type})(a < 0 ? -a : a); }}");
        }

        foreach (var (type, bits, infinity) in new[] { ("f32", "i32", "ic_as_f32(0x7f800000u)"), ("f64", "i64", "ic_as_f64((u64)0x7ff0000000000000)") })
        {
            // NaN wins, and a negative zero is less than a positive one.
            Add(all, "min_" + type, $"ic_fn {type} NAME({type} a, {type} b) {{ return a != b ? (a != a || a < b ? a : b) : (ic_as_{bits}(a) < 0 ? a : b); }}");
            Add(all, "max_" + type, $"ic_fn {type} NAME({type} a, {type} b) {{ return a != b ? (a != a || a > b ? a : b) : (ic_as_{bits}(a) < 0 ? b : a); }}");
            Add(all, "isinf_" + type, $"ic_fn bool NAME({type} a) {{ return ic_abs_{type}(a) == {infinity}; }}");
            Add(all, "reciprocal_" + type, $"ic_fn {type} NAME({type} a) {{ return ({type})1 / a; }}");
        }

        all["ic_fmod_f32"] = Remainder.Replace("FLOAT", "f32").Replace("BITS", "u32").Replace("FRACTION", "23").Replace("EXPONENTS", "0xff");
        all["ic_fmod_f64"] = Remainder.Replace("FLOAT", "f64").Replace("BITS", "u64").Replace("FRACTION", "52").Replace("EXPONENTS", "0x7ff");
        foreach (var (signed, unsigned) in new[] { ("i32", "u32"), ("i64", "u64") })
        {
            foreach (var function in new[] { "popcount", "clz", "ctz" })
            {
                Add(all, $"{function}_{signed}", $"#define NAME(x) ic_{function}_{unsigned}(({unsigned})(x))");
            }
        }

        return all;
    }

    /// <summary>Adds a function, whose own name stands in its text as <c>NAME</c>.</summary>
    public static void Add(Dictionary<string, string> prelude, string name, string text) => prelude["ic_" + name] = text.Replace("NAME", "ic_" + name);
}
