namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A part of a view; both numbers are ints or longs.</summary>
internal sealed record SubViewExpression(IrExpression View, IrExpression Offset, IrExpression Length) : IrExpression(View.Type);
