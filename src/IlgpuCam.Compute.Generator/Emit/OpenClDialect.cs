using System.Globalization;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>OpenCL C 1.2: no generic address space, no exchange between work-items but through local memory, no atomics on floats.</summary>
internal static class OpenClDialect
{
    private const string Barrier = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);";

    private const string Header = """
        #pragma OPENCL FP_CONTRACT OFF
        typedef char i8 ALIAS;
        typedef uchar u8 ALIAS;
        typedef short i16 ALIAS;
        typedef ushort u16 ALIAS;
        typedef int i32 ALIAS;
        typedef uint u32 ALIAS;
        typedef long i64 ALIAS;
        typedef ulong u64 ALIAS;
        typedef float f32 ALIAS;
        typedef ushort f16 __attribute__((may_alias));
        #define ic_fn static inline
        """;

    // Both conversions go through memory of the work-item: half is no type of a variable in OpenCL 1.2.
    private const string FromHalf = "ic_fn f32 ic_f16_to_f32(f16 x) { f16 bits = x; return vload_half(0, (const __private half*)&bits); }";
    private const string ToHalf = "ic_fn f16 ic_f32_to_f16(f32 x) { f16 bits; vstore_half_rte(x, 0, (__private half*)&bits); return bits; }";

    private const string Lane = """
        ic_fn i32 ic_item(void) { return (i32)(get_local_id(0) + get_local_size(0) * (get_local_id(1) + get_local_size(1) * get_local_id(2))); }
        """;

    private const string Exchange = """
        ic_fn u64 ic_exchange(__local u64* scratch, u64 value, i32 item, i32 from)
        {
            const i32 size = (i32)(get_local_size(0) * get_local_size(1) * get_local_size(2));
            scratch[item] = value;
            BARRIER
            const u64 result = scratch[from < size ? from : item];
            BARRIER
            return result;
        }
        """;

    public static CDialect Dialect { get; } = new(
        Header,
        Build(),
        ["__global ", "__local ", string.Empty],
        "__local ",
        Barrier,
        [.. from question in new[] { "get_group_id", "get_num_groups", "get_local_id", "get_local_size" } from axis in Enumerable.Range(0, 3) select $"((i32){question}({axis}))"],
        "ic_scratch, ",
        "dynamic_bytes",
        HasOffsets: true);

    private static Dictionary<string, string> Build()
    {
        var all = new Dictionary<string, string>
        {
            ["ic_f16_to_f32"] = FromHalf,
            ["ic_f32_to_f16"] = ToHalf,
            ["ic_item"] = Lane,
            ["ic_exchange"] = Exchange.Replace("BARRIER", Barrier),
        };
        foreach (var (type, name) in new[] { ("i32", "int"), ("u32", "uint"), ("i64", "long"), ("u64", "ulong"), ("f32", "float"), ("f64", "double") })
        {
            PreludeArithmetic.Add(all, "as_" + type, $"#define NAME(x) as_{name}(x)");
        }

        foreach (var type in new[] { "f32", "f64" })
        {
            foreach (var (name, function) in new[]
            {
                ("abs", "fabs"), ("floor", "floor"), ("ceil", "ceil"), ("trunc", "trunc"), ("round", "rint"), ("sqrt", "sqrt"),
            })
            {
                PreludeArithmetic.Add(all, $"{name}_{type}", $"#define NAME(x) {function}(x)");
            }

            PreludeArithmetic.Add(all, "copysign_" + type, "#define NAME(x, y) copysign(x, y)");
            PreludeArithmetic.Add(all, "fma_" + type, "#define NAME(x, y, z) fma(x, y, z)");
        }

        foreach (var (type, bits) in new[] { ("u32", 32), ("u64", 64) })
        {
            PreludeArithmetic.Add(all, "popcount_" + type, "#define NAME(x) ((i32)popcount(x))");
            PreludeArithmetic.Add(all, "clz_" + type, "#define NAME(x) ((i32)clz(x))");
            PreludeArithmetic.Add(
                all,
                "ctz_" + type,
                $"ic_fn i32 NAME({type} x) {{ return x == 0 ? {bits.ToString(CultureInfo.InvariantCulture)} : {bits - 1} - (i32)clz(x & (({type})0 - x)); }}");
        }

        PreludeArithmetic.Add(all, "lane", "ic_fn i32 NAME(void) { return ic_item() & 31; }");
        AddShuffles(all);
        OpenClAtomics.AddTo(all);
        return all;
    }

    private static void AddShuffles(Dictionary<string, string> all)
    {
        foreach (var (type, into, back) in new[]
        {
            ("i32", "(u64)(u32)value", "(i32)(u32)"), ("u32", "(u64)value", "(u32)"), ("i64", "(u64)value", "(i64)"), ("u64", "value", string.Empty),
            ("f32", "(u64)ic_as_u32(value)", "ic_as_f32((u32)"), ("f64", "ic_as_u64(value)", "ic_as_f64("),
        })
        {
            foreach (var (name, argument, from) in new[]
            {
                ("shuffle", "lane", "(item & ~31) | (lane & 31)"),
                ("shuffle_xor", "mask", "item ^ (mask & 31)"),
                ("shuffle_down", "delta", "(item & 31) + (delta & 31) > 31 ? item : item + (delta & 31)"),
                ("shuffle_up", "delta", "(item & 31) < (delta & 31) ? item : item - (delta & 31)"),
            })
            {
                var close = back.Contains("ic_as") ? ")" : string.Empty;
                PreludeArithmetic.Add(
                    all,
                    $"{name}_{type}",
                    $"ic_fn {type} NAME(__local u64* scratch, {type} value, i32 {argument}) {{ const i32 item = ic_item(); return {back}ic_exchange(scratch, {into}, item, {from}){close}; }}");
            }
        }
    }
}
