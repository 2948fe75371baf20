namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Operators with two operands. <see cref="And"/>, <see cref="Or"/> and <see cref="Xor"/> are bitwise on integers and strict on bools; <see cref="AndAlso"/> and <see cref="OrElse"/> stop early.</summary>
internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    UnsignedShiftRight,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    AndAlso,
    OrElse,
}
