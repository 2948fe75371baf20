namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Operators with one operand.</summary>
internal enum UnaryOperator
{
    Negate,
    BitwiseNot,
    LogicalNot,
}
