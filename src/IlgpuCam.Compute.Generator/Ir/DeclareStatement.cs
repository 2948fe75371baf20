namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Declares a local, without a value where the C# source is definitely assigned later.</summary>
internal sealed record DeclareStatement(IrVariable Variable, IrExpression? Value, int Line) : IrStatement(Line);
