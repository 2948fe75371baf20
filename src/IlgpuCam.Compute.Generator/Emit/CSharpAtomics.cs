using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Atomics of the emulator: groups run on several threads, so that each is a loop round a compare and exchange of the bits.</summary>
internal static class CSharpAtomics
{
    public static string Name(string prefix, Intrinsic operation, ScalarType type) => $"{prefix}_{operation}_{type.CSharp}";

    public static void Write(string prefix, Intrinsic operation, ScalarType type, CodeText text)
    {
        var isCompare = operation == Intrinsic.AtomicCompareExchange;
        text.Line(string.Empty);
        text.Open($"private static {type.CSharp} {Name(prefix, operation, type)}(ref {type.CSharp} place, {(isCompare ? $"{type.CSharp} compare, " : string.Empty)}{type.CSharp} value)");
        if (isCompare)
        {
            text.Line("return global::System.Threading.Interlocked.CompareExchange(ref place, value, compare);");
        }
        else
        {
            var bits = type.Size == 8 ? "long" : "int";
            // Bits, not values: a NaN is not equal to itself.
            text.Line($"ref var bits = ref global::System.Runtime.CompilerServices.Unsafe.As<{type.CSharp}, {bits}>(ref place);");
            text.Open("while (true)");
            text.Line("var seen = global::System.Threading.Volatile.Read(ref bits);");
            text.Line($"var old = global::System.Runtime.CompilerServices.Unsafe.BitCast<{bits}, {type.CSharp}>(seen);");
            text.Line($"var next = {Next(operation)};");
            text.Line($"if (global::System.Threading.Interlocked.CompareExchange(ref bits, global::System.Runtime.CompilerServices.Unsafe.BitCast<{type.CSharp}, {bits}>(next), seen) == seen) {{ return old; }}");
            text.Close();
        }

        text.Close();
    }

    private static string Next(Intrinsic operation) => operation switch
    {
        Intrinsic.AtomicAdd => "unchecked(old + value)",
        Intrinsic.AtomicMin => "old < value ? old : value",
        Intrinsic.AtomicMax => "old > value ? old : value",
        Intrinsic.AtomicAnd => "old & value",
        Intrinsic.AtomicOr => "old | value",
        Intrinsic.AtomicXor => "old ^ value",
        _ => "value",
    };
}
