namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>
/// Every loop: the condition is tested before each turn (<paramref name="TestFirst"/>) or after it; <paramref name="Step"/> runs after each turn, also after <c>continue</c>.
/// A <c>for</c>'s initialisation stands before it as statements. <paramref name="Unroll"/>: device code should unroll it fully. <paramref name="IsGroupWide"/>: see <see cref="IfStatement"/>.
/// </summary>
internal sealed record LoopStatement(IrExpression? Condition, BlockStatement Step, BlockStatement Body, bool TestFirst, bool Unroll, bool IsGroupWide, int Line) : IrStatement(Line);
