namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>
/// A value. Expressions have no side effects except those of <see cref="CallExpression"/> and <see cref="IntrinsicExpression"/>; the front end lifts these into statements of their own wherever the order of
/// evaluation could show, so that the emitters may write expressions as they stand. An atomic, a shuffle and a call of a function that writes memory only ever stand alone: as the whole right side of a
/// <see cref="DeclareStatement"/> or an <see cref="AssignStatement"/>, or in an <see cref="EvaluateStatement"/>.
/// </summary>
internal abstract record IrExpression(IrType Type);
