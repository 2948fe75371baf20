namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Atomics in OpenCL C 1.2: built in for integers (those of 64 bits by an extension), by compare and exchange for sums of floats.</summary>
internal static class OpenClAtomics
{
    private const string FloatAdd = """
        ic_fn FLOAT ic_atomic_add_FLOAT_NAMED(SPACE FLOAT* place, FLOAT value)
        {
            volatile SPACE BITS* bits = (volatile SPACE BITS*)place;
            BITS old = *bits, seen;
            while ((seen = EXCHANGE(bits, old, ic_as_BITS(ic_as_FLOAT(old) + value))) != old) { old = seen; }
            return ic_as_FLOAT(old);
        }
        """;

    public static void AddTo(Dictionary<string, string> all)
    {
        foreach (var (named, space) in new[] { ("global", "__global"), ("shared", "__local") })
        {
            foreach (var (type, prefix) in new[] { ("i32", "atomic"), ("u32", "atomic"), ("i64", "atom"), ("u64", "atom") })
            {
                foreach (var (name, function) in new[]
                {
                    ("add", "add"), ("min", "min"), ("max", "max"), ("and", "and"), ("or", "or"), ("xor", "xor"), ("exchange", "xchg"),
                })
                {
                    PreludeArithmetic.Add(
                        all,
                        $"atomic_{name}_{type}_{named}",
                        $"ic_fn {type} NAME({space} {type}* place, {type} value) {{ return {prefix}_{function}((volatile {space} {type}*)place, value); }}");
                }

                PreludeArithmetic.Add(
                    all,
                    $"atomic_compare_exchange_{type}_{named}",
                    $"ic_fn {type} NAME({space} {type}* place, {type} compare, {type} value) {{ return {prefix}_cmpxchg((volatile {space} {type}*)place, compare, value); }}");
            }

            foreach (var (type, bits, prefix) in new[] { ("f32", "u32", "atomic"), ("f64", "u64", "atom") })
            {
                all[$"ic_atomic_add_{type}_{named}"] = FloatAdd.Replace("FLOAT", type).Replace("BITS", bits).Replace("NAMED", named)
                    .Replace("SPACE", space).Replace("EXCHANGE", prefix + "_cmpxchg");
                PreludeArithmetic.Add(
                    all,
                    $"atomic_exchange_{type}_{named}",
                    $"ic_fn {type} NAME({space} {type}* place, {type} value) {{ return ic_as_{type}({prefix}_xchg((volatile {space} {bits}*)place, ic_as_{bits}(value))); }}");
            }
        }

        PreludeAtomics.AddPrivate(all);
    }
}
