namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A sign change, complement or negation.</summary>
internal sealed record UnaryExpression(UnaryOperator Operator, IrExpression Operand) : IrExpression(Operand.Type);
