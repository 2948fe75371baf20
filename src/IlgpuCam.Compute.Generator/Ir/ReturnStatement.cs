namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Leaves the function. In a kernel with barriers it stands at the end only, or before the first barrier under a group-wide condition.</summary>
internal sealed record ReturnStatement(IrExpression? Value, int Line) : IrStatement(Line);
