using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Ir.BinaryOperator;

namespace IlgpuCam.Compute.Generator.Folding;

/// <summary>Operations on constants, with C#'s wrap-round; null where it has to be left to the device (a division by zero).</summary>
internal static class BinaryFolding
{
    public static object? Apply(BinaryOperator op, object left, object right) => (left, right) switch
    {
        (bool a, bool b) => Bools(op, a, b),
        (int a, int b) => Ints(op, a, b),
        (uint a, uint b) => UInts(op, a, b),
        (uint a, int b) => op switch { ShiftLeft => a << b, ShiftRight or UnsignedShiftRight => a >> b, _ => null },
        (long a, long b) => Longs(op, a, b),
        (long a, int b) => op switch { ShiftLeft => a << b, ShiftRight => a >> b, UnsignedShiftRight => (long)((ulong)a >> b), _ => null },
        (ulong a, ulong b) => ULongs(op, a, b),
        (ulong a, int b) => op switch { ShiftLeft => a << b, ShiftRight or UnsignedShiftRight => a >> b, _ => null },
        (float a, float b) => Floats(op, a, b),
        (double a, double b) => Doubles(op, a, b),
        _ => null,
    };

    private static object? Bools(BinaryOperator op, bool a, bool b) => op switch
    {
        And or AndAlso => a && b,
        Or or OrElse => a || b,
        Xor or NotEqual => a != b,
        Equal => a == b,
        _ => null,
    };

    private static object? Ints(BinaryOperator op, int a, int b) => unchecked(op switch
    {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => b is 0 or -1 ? null : a / b,
        Remainder => b is 0 or -1 ? null : a % b,
        And => a & b,
        Or => a | b,
        Xor => a ^ b,
        ShiftLeft => a << b,
        ShiftRight => a >> b,
        UnsignedShiftRight => (int)((uint)a >> b),
        _ => Compare(op, a.CompareTo(b)),
    });

    private static object? UInts(BinaryOperator op, uint a, uint b) => unchecked(op switch
    {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => b is 0 ? null : a / b,
        Remainder => b is 0 ? null : a % b,
        And => a & b,
        Or => a | b,
        Xor => a ^ b,
        _ => Compare(op, a.CompareTo(b)),
    });

    private static object? Longs(BinaryOperator op, long a, long b) => unchecked(op switch
    {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => b is 0 or -1 ? null : a / b,
        Remainder => b is 0 or -1 ? null : a % b,
        And => a & b,
        Or => a | b,
        Xor => a ^ b,
        _ => Compare(op, a.CompareTo(b)),
    });

    private static object? ULongs(BinaryOperator op, ulong a, ulong b) => unchecked(op switch
    {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => b is 0 ? null : a / b,
        Remainder => b is 0 ? null : a % b,
        And => a & b,
        Or => a | b,
        Xor => a ^ b,
        _ => Compare(op, a.CompareTo(b)),
    });

    private static object? Floats(BinaryOperator op, float a, float b) => op switch
    {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => a / b,
        Equal => a == b,
        NotEqual => a != b,
        Less => a < b,
        LessOrEqual => a <= b,
        Greater => a > b,
        GreaterOrEqual => a >= b,
        _ => null,
    };

    private static object? Doubles(BinaryOperator op, double a, double b) => op switch
    {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => a / b,
        Equal => a == b,
        NotEqual => a != b,
        Less => a < b,
        LessOrEqual => a <= b,
        Greater => a > b,
        GreaterOrEqual => a >= b,
        _ => null,
    };

    private static object? Compare(BinaryOperator op, int order) => op switch
    {
        Equal => order == 0,
        NotEqual => order != 0,
        Less => order < 0,
        LessOrEqual => order <= 0,
        Greater => order > 0,
        GreaterOrEqual => order >= 0,
        _ => null,
    };
}
