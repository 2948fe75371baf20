using System.Globalization;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Constants in C.</summary>
internal static class CLiterals
{
    public static string Text(LiteralExpression literal)
    {
        switch (literal.Value)
        {
            case bool value:
                return value ? "true" : "false";
            case float value:
                return Single(value);
            case double value:
                return Double(value);
            default:
                return Integer(Convert.ToDecimal(literal.Value, CultureInfo.InvariantCulture), ((ScalarType)literal.Type).Kind);
        }
    }

    /// <summary>Digits that read back to the same number, with a decimal point; null where the value has none.</summary>
    public static string? Digits(double value, bool isSingle)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return null;
        }

        var digits = isSingle
            ? ((float)value).ToString("G9", CultureInfo.InvariantCulture)
            : value.ToString("G17", CultureInfo.InvariantCulture);
        digits = digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0" : digits;
        // Old runtimes write a negative zero without its sign.
        return value == 0 && 1 / value < 0 ? "-0.0" : digits;
    }

    private static string Single(float value)
    {
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            return $"ic_as_f32(0x{BitConverter.ToUInt32(BitConverter.GetBytes(value), 0):x8}u)";
        }

        return Signed(Digits(value, isSingle: true)! + "f");
    }

    private static string Double(double value) => Digits(value, isSingle: false) is { } digits
        ? Signed(digits)
        : $"ic_as_f64((u64)0x{BitConverter.DoubleToInt64Bits(value):x16})";

    private static string Signed(string digits) => digits[0] == '-' ? $"({digits})" : digits;

    private static string Integer(decimal value, ScalarKind kind) => kind switch
    {
        ScalarKind.Int32 when value == int.MinValue => "(-2147483647 - 1)",
        ScalarKind.Int32 => Signed(value.ToString(CultureInfo.InvariantCulture)),
        ScalarKind.UInt32 => value.ToString(CultureInfo.InvariantCulture) + "u",
        ScalarKind.Int64 when value == long.MinValue => "((i64)0x8000000000000000)",
        ScalarKind.UInt64 => $"((u64)0x{(ulong)value:x})",
        _ => $"(({CTypes.Scalar(kind)}){value.ToString(CultureInfo.InvariantCulture)})",
    };
}
