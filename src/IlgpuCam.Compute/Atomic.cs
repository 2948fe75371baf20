namespace IlgpuCam.Compute;

/// <summary>Operations on one element that no other work-item comes between; each gives the value before. Only inside a kernel.</summary>
/// <remarks>Memory order is relaxed: nothing but the element itself is ordered by them.</remarks>
public static class Atomic
{
    /// <summary>Adds (wrapping).</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Add(ref int target, int value) => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Adds (wrapping).</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Add(ref uint target, uint value) => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Adds (wrapping).</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Add(ref long target, long value) => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Adds (wrapping).</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Add(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Adds, rounded to nearest; the order of additions is open.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Add(ref float target, float value) => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Adds, rounded to nearest; the order of additions is open.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Add(ref double target, double value) => throw KernelOnly.Error("Atomic.Add");

    /// <summary>Keeps the lesser.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Min(ref int target, int value) => throw KernelOnly.Error("Atomic.Min");

    /// <summary>Keeps the lesser.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Min(ref uint target, uint value) => throw KernelOnly.Error("Atomic.Min");

    /// <summary>Keeps the lesser.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Min(ref long target, long value) => throw KernelOnly.Error("Atomic.Min");

    /// <summary>Keeps the lesser.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Min(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.Min");

    /// <summary>Keeps the greater.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Max(ref int target, int value) => throw KernelOnly.Error("Atomic.Max");

    /// <summary>Keeps the greater.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Max(ref uint target, uint value) => throw KernelOnly.Error("Atomic.Max");

    /// <summary>Keeps the greater.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Max(ref long target, long value) => throw KernelOnly.Error("Atomic.Max");

    /// <summary>Keeps the greater.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Max(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.Max");

    /// <summary>Bitwise and.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int And(ref int target, int value) => throw KernelOnly.Error("Atomic.And");

    /// <summary>Bitwise and.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint And(ref uint target, uint value) => throw KernelOnly.Error("Atomic.And");

    /// <summary>Bitwise and.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long And(ref long target, long value) => throw KernelOnly.Error("Atomic.And");

    /// <summary>Bitwise and.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong And(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.And");

    /// <summary>Bitwise or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Or(ref int target, int value) => throw KernelOnly.Error("Atomic.Or");

    /// <summary>Bitwise or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Or(ref uint target, uint value) => throw KernelOnly.Error("Atomic.Or");

    /// <summary>Bitwise or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Or(ref long target, long value) => throw KernelOnly.Error("Atomic.Or");

    /// <summary>Bitwise or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Or(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.Or");

    /// <summary>Bitwise exclusive or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Xor(ref int target, int value) => throw KernelOnly.Error("Atomic.Xor");

    /// <summary>Bitwise exclusive or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Xor(ref uint target, uint value) => throw KernelOnly.Error("Atomic.Xor");

    /// <summary>Bitwise exclusive or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Xor(ref long target, long value) => throw KernelOnly.Error("Atomic.Xor");

    /// <summary>Bitwise exclusive or.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Xor(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.Xor");

    /// <summary>Replaces.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Exchange(ref int target, int value) => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Exchange(ref uint target, uint value) => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Exchange(ref long target, long value) => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Exchange(ref ulong target, ulong value) => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Exchange(ref float target, float value) => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="value">The operand.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Exchange(ref double target, double value) => throw KernelOnly.Error("Atomic.Exchange");

    /// <summary>Replaces if the element equals <paramref name="compare"/>.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="compare">What it is compared with.</param>
    /// <param name="value">What it is replaced by.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int CompareExchange(ref int target, int compare, int value) => throw KernelOnly.Error("Atomic.CompareExchange");

    /// <summary>Replaces if the element equals <paramref name="compare"/>.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="compare">What it is compared with.</param>
    /// <param name="value">What it is replaced by.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint CompareExchange(ref uint target, uint compare, uint value) => throw KernelOnly.Error("Atomic.CompareExchange");

    /// <summary>Replaces if the element equals <paramref name="compare"/>.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="compare">What it is compared with.</param>
    /// <param name="value">What it is replaced by.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long CompareExchange(ref long target, long compare, long value) => throw KernelOnly.Error("Atomic.CompareExchange");

    /// <summary>Replaces if the element equals <paramref name="compare"/>.</summary>
    /// <param name="target">The element, in global or shared memory.</param>
    /// <param name="compare">What it is compared with.</param>
    /// <param name="value">What it is replaced by.</param>
    /// <returns>The value before.</returns>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong CompareExchange(ref ulong target, ulong compare, ulong value) => throw KernelOnly.Error("Atomic.CompareExchange");
}
