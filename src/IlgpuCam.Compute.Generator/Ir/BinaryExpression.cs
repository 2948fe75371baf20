namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>An operation on two values that have already been converted to one type (the right side of a shift is an int). Comparisons give a bool.</summary>
internal sealed record BinaryExpression(BinaryOperator Operator, IrExpression Left, IrExpression Right, IrType Type) : IrExpression(Type);
