using System.Globalization;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Constants in C#.</summary>
internal static class CSharpLiterals
{
    public static string Text(LiteralExpression literal) => literal.Value switch
    {
        bool value => value ? "true" : "false",
        float value => CLiterals.Digits(value, isSingle: true) is { } digits ? $"({digits}f)" : Bits(value),
        double value => CLiterals.Digits(value, isSingle: false) is { } digits ? $"({digits})" : Bits(value),
        int.MinValue => "int.MinValue",
        long.MinValue => "long.MinValue",
        int value => $"({value.ToString(CultureInfo.InvariantCulture)})",
        uint value => value.ToString(CultureInfo.InvariantCulture) + "u",
        long value => $"({value.ToString(CultureInfo.InvariantCulture)}L)",
        ulong value => value.ToString(CultureInfo.InvariantCulture) + "UL",
        var value => $"(({literal.Type.CSharp}){Convert.ToString(value, CultureInfo.InvariantCulture)})",
    };

    /// <summary>A number that the compiler cannot fold: it leaves open what a constant out of range converts to.</summary>
    public static string Bits(object value) => value is float single
        ? $"global::System.BitConverter.UInt32BitsToSingle(0x{BitConverter.ToUInt32(BitConverter.GetBytes(single), 0):x8}u)"
        : $"global::System.BitConverter.UInt64BitsToDouble(0x{BitConverter.DoubleToInt64Bits((double)value):x16}UL)";
}
