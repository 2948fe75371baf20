using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Folding;

/// <summary>
/// Conversions of constants, as .NET 9 and later make them: between integers they wrap round, from floating point to integers they saturate
/// and NaN gives 0.
/// </summary>
internal static class ConversionFolding
{
    /// <summary>
    /// The constant as a value of <paramref name="target"/>; null for targets that literals do not have (narrow integers, halves).
    /// </summary>
    public static object? Apply(object value, ScalarKind target) => value switch
    {
        int v => FromInteger(v, false, target),
        uint v => FromInteger(v, false, target),
        long v => FromInteger(v, false, target),
        ulong v => FromInteger(unchecked((long)v), true, target),
        float v => target == ScalarKind.Float32 ? v : FromDouble(v, target),
        double v => FromDouble(v, target),
        _ => null,
    };

    /// <summary>A narrow integer made of an int, as an int; null for other kinds.</summary>
    public static int? Narrow(int value, ScalarKind kind) => unchecked(kind switch
    {
        ScalarKind.Int8 => (sbyte)value,
        ScalarKind.UInt8 => (byte)value,
        ScalarKind.Int16 => (short)value,
        ScalarKind.UInt16 => (ushort)value,
        _ => (int?)null,
    });

    private static object? FromInteger(long value, bool isUnsigned, ScalarKind target) => unchecked(target switch
    {
        ScalarKind.Int32 => (int)value,
        ScalarKind.UInt32 => (uint)value,
        ScalarKind.Int64 => value,
        ScalarKind.UInt64 => (ulong)value,
        ScalarKind.Float32 => isUnsigned ? (float)(ulong)value : (float)value,
        ScalarKind.Float64 => isUnsigned ? (double)(ulong)value : (double)value,
        _ => (object?)null,
    });

    private static object? FromDouble(double value, ScalarKind target) => target switch
    {
        ScalarKind.Int32 => (object)(double.IsNaN(value) ? 0 : value <= int.MinValue ? int.MinValue : value >= int.MaxValue ? int.MaxValue
            : (int)value),
        ScalarKind.UInt32 => double.IsNaN(value) || value <= 0 ? 0u : value >= uint.MaxValue ? uint.MaxValue : (uint)value,
        ScalarKind.Int64 => double.IsNaN(value) ? 0L : value <= long.MinValue ? long.MinValue : value >= long.MaxValue ? long.MaxValue
            : (long)value,
        ScalarKind.UInt64 => double.IsNaN(value) || value <= 0 ? 0ul : value >= ulong.MaxValue ? ulong.MaxValue : (ulong)value,
        ScalarKind.Float32 => (float)value,
        ScalarKind.Float64 => value,
        _ => null,
    };
}
