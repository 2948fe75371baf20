namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Leaves the innermost loop. <paramref name="IsGroupWide"/>: that loop is group-wide, so that the branch round this statement is, too.</summary>
internal sealed record BreakStatement(bool IsGroupWide, int Line) : IrStatement(Line);
