namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Atomics on memory of the work-item itself: nobody else can see it, so that plain accesses do.</summary>
internal static class PreludeAtomics
{
    public static void AddPrivate(Dictionary<string, string> all)
    {
        foreach (var type in new[] { "i32", "u32", "i64", "u64", "f32", "f64" })
        {
            Add(all, type, "exchange", "value");
            Add(all, type, "add", type switch { "i32" => "(i32)((u32)old + (u32)value)", "i64" => "(i64)((u64)old + (u64)value)", _ => "old + value" });
            if (type[0] == 'f')
            {
                continue;
            }

            Add(all, type, "min", "old < value ? old : value");
            Add(all, type, "max", "old > value ? old : value");
            Add(all, type, "and", "old & value");
            Add(all, type, "or", "old | value");
            Add(all, type, "xor", "old ^ value");
            PreludeArithmetic.Add(
                all,
                $"atomic_compare_exchange_{type}_local",
                $"ic_fn {type} NAME({type}* place, {type} compare, {type} value) {{ const {type} old = *place; if (old == compare) {{ *place = value; }} return old; }}");
        }
    }

    private static void Add(Dictionary<string, string> all, string type, string name, string result) =>
        PreludeArithmetic.Add(all, $"atomic_{name}_{type}_local", $"ic_fn {type} NAME({type}* place, {type} value) {{ const {type} old = *place; *place = {result}; return old; }}");
}
