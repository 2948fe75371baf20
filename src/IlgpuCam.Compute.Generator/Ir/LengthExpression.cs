namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>The length of a view, in elements, as a long.</summary>
internal sealed record LengthExpression(IrExpression View) : IrExpression(ScalarType.Int64);
