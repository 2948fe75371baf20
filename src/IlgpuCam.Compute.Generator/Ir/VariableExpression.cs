namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>The value of a variable, or of what it refers to.</summary>
internal sealed record VariableExpression(IrVariable Variable) : IrExpression(Variable.Type is ReferenceType r ? r.Element : Variable.Type);
