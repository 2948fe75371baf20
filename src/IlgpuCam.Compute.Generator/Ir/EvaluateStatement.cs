namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Evaluates an expression for its side effects.</summary>
internal sealed record EvaluateStatement(IrExpression Value, int Line) : IrStatement(Line);
