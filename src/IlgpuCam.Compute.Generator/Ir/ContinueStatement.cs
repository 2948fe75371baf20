namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Goes to the next turn of the innermost loop.</summary>
internal sealed record ContinueStatement(bool IsGroupWide, int Line) : IrStatement(Line);
