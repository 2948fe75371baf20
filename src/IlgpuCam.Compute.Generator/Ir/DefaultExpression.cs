namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>The zero value of any scalar or struct.</summary>
internal sealed record DefaultExpression(IrType Type) : IrExpression(Type);
