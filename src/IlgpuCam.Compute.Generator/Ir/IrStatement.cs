namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A statement, with the line of the C# source that it comes from (1-based; 0 where it has none).</summary>
internal abstract record IrStatement(int Line);
