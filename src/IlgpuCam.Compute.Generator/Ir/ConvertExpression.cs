namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A conversion between scalars, with the meaning of C#'s unchecked cast on .NET 9 and later.</summary>
internal sealed record ConvertExpression(IrExpression Operand, ScalarType Target) : IrExpression(Target);
