namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A branch. <paramref name="IsGroupWide"/>: it contains a barrier or a shuffle, so that all work-items of a group must take the same way.</summary>
internal sealed record IfStatement(IrExpression Condition, BlockStatement Then, BlockStatement? Else, bool IsGroupWide, int Line) : IrStatement(Line);
