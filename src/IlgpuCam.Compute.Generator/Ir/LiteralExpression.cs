namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A constant: <c>bool</c>, <c>int</c>, <c>uint</c>, <c>long</c>, <c>ulong</c>, <c>float</c> or <c>double</c>, boxed; infinities and NaN included.</summary>
internal sealed record LiteralExpression(object Value, IrType Type) : IrExpression(Type);
