namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Writes a variable, a field or an element.</summary>
internal sealed record AssignStatement(IrExpression Target, IrExpression Value, int Line) : IrStatement(Line);
