namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>An element of a view; <paramref name="Index"/> is an int or a long.</summary>
internal sealed record ElementExpression(IrExpression View, IrExpression Index) : IrExpression(((ViewType)View.Type).Element);
