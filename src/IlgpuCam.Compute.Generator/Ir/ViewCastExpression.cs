namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>The memory of a view as elements of another type.</summary>
internal sealed record ViewCastExpression(IrExpression View, ViewType Target) : IrExpression(Target);
