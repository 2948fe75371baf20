namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>One of two values; only the chosen one is evaluated.</summary>
internal sealed record ConditionalExpression(IrExpression Condition, IrExpression WhenTrue, IrExpression WhenFalse) : IrExpression(WhenTrue.Type);
