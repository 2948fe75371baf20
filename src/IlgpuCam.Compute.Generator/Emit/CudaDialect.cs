namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>
/// CUDA C for clang, without CUDA's headers and device library. The keywords are macros, which a compilation for the host sets itself before this text; beside them it has to define the builtins whose names begin with <c>__nvvm_</c>.
/// </summary>
internal static class CudaDialect
{
    private const string Header = """
        #pragma clang fp contract(off)
        typedef signed char i8 ALIAS;
        typedef unsigned char u8 ALIAS;
        typedef short i16 ALIAS;
        typedef unsigned short u16 ALIAS;
        typedef int i32 ALIAS;
        typedef unsigned int u32 ALIAS;
        typedef long long i64 ALIAS;
        typedef unsigned long long u64 ALIAS;
        typedef float f32 ALIAS;
        typedef double f64 ALIAS;
        typedef unsigned short f16 __attribute__((may_alias));
        #ifdef __CUDA__
        #define ic_fn static inline __attribute__((device, always_inline))
        #define ic_kernel extern "C" __attribute__((global))
        #define ic_group_size(n) __attribute__((launch_bounds(n)))
        #define ic_shared __attribute__((shared))
        #define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
        #endif
        """;

    private const string FromHalf = """
        ic_fn f32 ic_f16_to_f32(f16 x)
        {
        #ifdef __NVPTX__
            f32 result;
            __asm__("cvt.f32.f16 %0, %1;" : "=f"(result) : "h"(x));
            return result;
        #else
            return ic_bits_f16_to_f32(x);
        #endif
        }
        """;

    private const string ToHalf = """
        ic_fn f16 ic_f32_to_f16(f32 x)
        {
        #ifdef __NVPTX__
            f16 result;
            __asm__("cvt.rn.f16.f32 %0, %1;" : "=h"(result) : "f"(x));
            return result;
        #else
            return ic_f64_to_f16((f64)x);
        #endif
        }
        """;

    // No builtin of clang's reads this register.
    private const string DynamicBytes = """
        ic_fn i32 ic_dynamic_bytes(void)
        {
        #ifdef __NVPTX__
            i32 result;
            __asm__("mov.u32 %0, %%dynamic_smem_size;" : "=r"(result));
            return result;
        #else
            return (i32)__nvvm_read_ptx_sreg_dynamic_smem_size();
        #endif
        }
        """;

    // The last lane that the warp has: a shuffle from one behind it gives the own value, as one from beyond a whole warp does (PTX ISA, shfl.sync: the clamp).
    private const string LastLane = """
        ic_fn i32 ic_last_lane(void)
        {
            const i32 width = (i32)__nvvm_read_ptx_sreg_ntid_x(), height = (i32)__nvvm_read_ptx_sreg_ntid_y();
            const i32 item = (i32)__nvvm_read_ptx_sreg_tid_x() + width * ((i32)__nvvm_read_ptx_sreg_tid_y() + height * (i32)__nvvm_read_ptx_sreg_tid_z());
            const i32 last = width * height * (i32)__nvvm_read_ptx_sreg_ntid_z() - 1 - (item & ~31);
            return last < 31 ? last : 31;
        }
        """;

    public static CDialect Dialect { get; } = new(
        Header,
        Build(),
        [string.Empty, string.Empty, string.Empty],
        "ic_shared ",
        "__nvvm_bar_sync(0);",
        [.. from register in new[] { "ctaid", "nctaid", "tid", "ntid" } from axis in "xyz" select $"((i32)__nvvm_read_ptx_sreg_{register}_{axis}())"],
        string.Empty,
        "ic_dynamic_bytes()",
        HasOffsets: false);

    private static Dictionary<string, string> Build()
    {
        var all = new Dictionary<string, string> { ["ic_f16_to_f32"] = FromHalf, ["ic_f32_to_f16"] = ToHalf, ["ic_dynamic_bytes"] = DynamicBytes, ["ic_last_lane"] = LastLane };
        foreach (var type in new[] { "i32", "u32", "i64", "u64", "f32", "f64" })
        {
            PreludeArithmetic.Add(all, "as_" + type, $"#define NAME(x) __builtin_bit_cast({type}, x)");
        }

        foreach (var (type, suffix) in new[] { ("f32", "f"), ("f64", string.Empty) })
        {
            foreach (var (name, function) in new[]
            {
                ("abs", "fabs"), ("floor", "floor"), ("ceil", "ceil"), ("trunc", "trunc"), ("round", "rint"),
            })
            {
                PreludeArithmetic.Add(all, $"{name}_{type}", $"#define NAME(x) __builtin_{function}{suffix}(x)");
            }

            PreludeArithmetic.Add(all, "copysign_" + type, $"#define NAME(x, y) __builtin_copysign{suffix}(x, y)");
            PreludeArithmetic.Add(all, "fma_" + type, $"#define NAME(x, y, z) __builtin_fma{suffix}(x, y, z)");
            PreludeArithmetic.Add(all, "sqrt_" + type, $"#define NAME(x) __nvvm_sqrt_rn_{(suffix.Length > 0 ? "f" : "d")}(x)");
        }

        // From sm_80 on these are one instruction each, with the rules that C# has.
        PreludeArithmetic.Add(all, "min_f32", "#define NAME(x, y) __nvvm_fmin_nan_f(x, y)");
        PreludeArithmetic.Add(all, "max_f32", "#define NAME(x, y) __nvvm_fmax_nan_f(x, y)");
        foreach (var (type, bits, suffix) in new[] { ("u32", 32, string.Empty), ("u64", 64, "ll") })
        {
            PreludeArithmetic.Add(all, "popcount_" + type, $"#define NAME(x) __builtin_popcount{suffix}(x)");
            PreludeArithmetic.Add(all, "clz_" + type, $"ic_fn i32 NAME({type} x) {{ return x == 0 ? {bits} : __builtin_clz{suffix}(x); }}");
            PreludeArithmetic.Add(all, "ctz_" + type, $"ic_fn i32 NAME({type} x) {{ return x == 0 ? {bits} : __builtin_ctz{suffix}(x); }}");
        }

        PreludeArithmetic.Add(all, "lane", "ic_fn i32 NAME(void) { return (i32)__nvvm_read_ptx_sreg_laneid(); }");
        AddShuffles(all);
        AddAtomics(all);
        CudaTensorCore.AddTo(all);
        return all;
    }

    private static void AddShuffles(Dictionary<string, string> all)
    {
        foreach (var (name, function, clamp) in new[]
        {
            ("shuffle", "idx", "ic_last_lane()"), ("shuffle_xor", "bfly", "ic_last_lane()"), ("shuffle_down", "down", "ic_last_lane()"), ("shuffle_up", "up", "0"),
        })
        {
            PreludeArithmetic.Add(all, name + "_i32", $"#define NAME(x, n) __nvvm_shfl_sync_{function}_i32(-1, x, n, {clamp})");
            PreludeArithmetic.Add(all, name + "_f32", $"#define NAME(x, n) __nvvm_shfl_sync_{function}_f32(-1, x, n, {clamp})");
            PreludeArithmetic.Add(all, name + "_u32", $"ic_fn u32 NAME(u32 x, i32 n) {{ return (u32)ic_{name}_i32((i32)x, n); }}");
            PreludeArithmetic.Add(
                all,
                name + "_u64",
                $"ic_fn u64 NAME(u64 x, i32 n) {{ const u32 low = ic_{name}_u32((u32)x, n), high = ic_{name}_u32((u32)(x >> 32), n); return ((u64)high << 32) | low; }}");
            PreludeArithmetic.Add(all, name + "_i64", $"ic_fn i64 NAME(i64 x, i32 n) {{ return (i64)ic_{name}_u64((u64)x, n); }}");
            PreludeArithmetic.Add(all, name + "_f64", $"ic_fn f64 NAME(f64 x, i32 n) {{ return ic_as_f64(ic_{name}_u64(ic_as_u64(x), n)); }}");
        }
    }

    private static void AddAtomics(Dictionary<string, string> all)
    {
        PreludeAtomics.AddPrivate(all);
        foreach (var space in new[] { "global", "shared" })
        {
            foreach (var type in new[] { "i32", "u32", "i64", "u64", "f32", "f64" })
            {
                Add(all, "add", type, space, "__atomic_fetch_add(place, value, __ATOMIC_RELAXED)");
                var bits = type switch { "f32" => "u32", "f64" => "u64", _ => null };
                Add(all, "exchange", type, space, bits is null
                    ? "__atomic_exchange_n(place, value, __ATOMIC_RELAXED)"
                    : $"ic_as_{type}(__atomic_exchange_n(({bits}*)place, ic_as_{bits}(value), __ATOMIC_RELAXED))");
                if (bits is not null)
                {
                    continue;
                }

                foreach (var name in new[] { "min", "max", "and", "or", "xor" })
                {
                    Add(all, name, type, space, $"__atomic_fetch_{name}(place, value, __ATOMIC_RELAXED)");
                }

                PreludeArithmetic.Add(
                    all,
                    $"atomic_compare_exchange_{type}_{space}",
                    $"ic_fn {type} NAME({type}* place, {type} compare, {type} value) {{ __atomic_compare_exchange_n(place, &compare, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED); return compare; }}");
            }
        }
    }

    private static void Add(Dictionary<string, string> all, string name, string type, string space, string value) =>
        PreludeArithmetic.Add(all, $"atomic_{name}_{type}_{space}", $"ic_fn {type} NAME({type}* place, {type} value) {{ return {value}; }}");
}
