namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Statements in order. Variables are unique in a function: a block is no scope.</summary>
internal sealed record BlockStatement(EquatableArray<IrStatement> Statements, int Line) : IrStatement(Line);
